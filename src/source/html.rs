//! HTML → paragraphs and tables, by a browser-grade parser.
