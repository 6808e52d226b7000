"""Who may sign in to the demo. Plain data: the launcher prints it before anything else is loaded."""

#: known to everybody, which is why a real site refuses to start on a demo database
PASSWORD = "Demo-2026-fuwu"  # noqa: S105

#: (user name, role as the product calls it, name)
ACCOUNTS = (
    ("hejingcheng", "办公室主任", "何景澄"),
    ("wenyining", "办公室工作人员", "温以宁"),
    ("linmuchuan", "首席服务官", "林沐川"),
    ("suruolan", "首席服务官", "苏若岚"),
    ("baiyuan", "分包人", "白予安"),
    ("luwendi", "责任部门", "陆闻笛"),
    ("fangjingchuan", "领导小组", "方静川"),
    ("qinruoheng", "系统管理员", "秦若衡"),
    ("liangshen", "监督", "梁慎"),
)
