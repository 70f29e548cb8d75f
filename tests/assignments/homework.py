"""A small assignment: two problems, three students."""

from __future__ import annotations

ASSIGNMENT = """\
title = "Homework"
problems = [
  { use = "lecture/relu-sigmoid-bce", points = 10 },
  { use = "problems/small.toml", points = 2.5 },
]
"""

SMALL = """\
title = "Small"
steps = \"\"\"
q = x + y
f = q * z
\"\"\"
[given]
x = { from = 1, to = 9, by = 0.1 }
y = { from = 1, to = 9, by = 0.1 }
z = { from = 1, to = 9, by = 0.1 }
[[ask]]
blanks = ["f", "df/dx"]
"""

ROSTER = """\
id,name,email,group
s001,Ada Example,ada@example.org,tue
s002,Bo Example,bo@example.org,tue
s003,Cy Example,cy@example.org,thu
"""
