"""A worker in a process of its own: `python -m tests.assessment.jobs.worker JOB SECONDS`.

It says "ready", waits for a line, does the job by a clock that goes SECONDS fast, and says what `jobs.run` answered.
"""

import sys
from datetime import timedelta

import django


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(job_id: int, fast: int) -> None:
    django.setup()
    from django.utils import timezone

    import assessment.tasks  # noqa: F401 - registers what can be done
    from officers import jobs

    say("ready")
    sys.stdin.readline()
    say(str(jobs.run(job_id, clock=lambda: timezone.now() + timedelta(seconds=fast))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
