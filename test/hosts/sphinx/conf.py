# sphinx-build -b html -D html_theme=furo . OUT (or alabaster)
project = "Slow uploads"
author = "Docs"
html_js_files = [("https://example.org/roundtrip/embed.v1.js", {"async": "async"})]
