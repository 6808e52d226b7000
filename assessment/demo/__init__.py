"""An invented district for trying the product out: two years of an office's records, and what they come to.

Tables say who there is and how each of them works; the modules beside them turn that into records, the same ones for
the same day. Nothing here is read by the product itself.
"""
