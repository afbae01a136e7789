//! Word lists stand in `lexicon`, so that a word is known everywhere or nowhere.
//!
//! A word list is an array of three or more Chinese string literals (or of tuples that begin with one), a pattern of
//! three or more alternatives, or a regular expression with two or more Chinese words as alternatives.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};

use regex::Regex;

/// Lists that may stand elsewhere: the file below `src/`, what the list begins with, and why it is no shared vocabulary.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "notice/lost.rs",
        "[\\u{4e00}",
        "a unit whose number is lost: the scanner of money reads sums, not the want of one",
    ),
    (
        "notice/lost.rs",
        " 元",
        "what that pattern looks for, looked for first",
    ),
];

/// Files whose words are not read from notices: the vocabulary itself, what is printed, and random notices for tests.
const LEFT_OUT: &[&str] = &["lexicon/", "bin/", "output/", "table/find/random.rs"];

enum Token {
    Text(usize, String),
    Sign(char),
}

/// String literals and signs of the code, without comments, character literals and test modules.
fn tokens(source: &str) -> Vec<Token> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let token = Regex::new(
        r##"(?s)//[^\n]*|'(?:\\.[^']*|[^'\\])'|r#"(.*?)"#|r"([^"]*)"|"((?:\\.|[^"\\])*)"|\S"##,
    )
    .unwrap();
    let mut out = Vec::new();
    for found in token.captures_iter(code) {
        let whole = found.get(0).unwrap();
        let text = (1..=3).find_map(|group| found.get(group));
        match (text, whole.as_str().chars().next().unwrap()) {
            (Some(text), _) => {
                let line = code[..whole.start()].matches('\n').count() + 1;
                out.push(Token::Text(line, text.as_str().to_owned()));
            }
            (None, sign) if whole.len() == sign.len_utf8() => out.push(Token::Sign(sign)),
            _ => {}
        }
    }
    out
}

fn is_chinese(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

/// The Chinese literals that the elements after a bracket begin with.
fn elements(tokens: &[Token]) -> Vec<&str> {
    let (mut depth, mut begins, mut out) = (0, true, Vec::new());
    for token in tokens {
        match token {
            Token::Text(_, text) if begins && is_chinese(text) => {
                out.push(text.as_str());
                begins = false;
            }
            Token::Sign('(') if begins && depth == 0 => depth += 1,
            Token::Sign('(' | '[' | '{') => (depth, begins) = (depth + 1, false),
            Token::Sign(')' | ']' | '}') if depth == 0 => break,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Sign(',') => begins = depth == 0,
            Token::Sign('&') => {}
            _ => begins = false,
        }
    }
    out
}

/// The literals of a pattern, between bars.
fn alternatives(tokens: &[Token]) -> Vec<&str> {
    let mut out = Vec::new();
    for pair in tokens.chunks(2) {
        let [Token::Text(_, text), bar @ ..] = pair else {
            break;
        };
        out.extend(is_chinese(text).then_some(text.as_str()));
        if !matches!(bar, [Token::Sign('|')]) {
            break;
        }
    }
    out
}

/// Whether two or more Chinese words are alternatives of a regular expression.
fn is_choice(pattern: &str) -> bool {
    let word = Regex::new(r"^(?:\?:|\?P<\w+>)?[\u{4e00}-\u{9fff}]+$").unwrap();
    let groups = pattern.split(['(', ')']);
    groups
        .map(|group| group.split('|').filter(|part| word.is_match(part)).count())
        .any(|words| words >= 2)
}

/// The lists of a file: the line that each begins on, and its beginning.
fn lists(source: &str) -> Vec<(usize, String)> {
    let tokens = tokens(source);
    let mut out: Vec<(usize, String)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let words = match token {
            Token::Sign('[') => elements(&tokens[at + 1..]),
            Token::Text(..) if !matches!(before, Some(Token::Sign('|'))) => {
                alternatives(&tokens[at..])
            }
            _ => continue,
        };
        let line = tokens[at..].iter().find_map(|t| match t {
            Token::Text(line, _) => Some(*line),
            Token::Sign(_) => None,
        });
        if words.len() >= 3 {
            out.push((line.unwrap(), words.join(" ")));
        }
        if let Token::Text(line, text) = token
            && is_choice(text)
        {
            out.push((*line, text.clone()));
        }
    }
    out
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn word_lists_stand_in_the_lexicon() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    all.sort();
    let mut unused: Vec<_> = ALLOWED.iter().collect();
    let mut wrong = Vec::new();
    for path in all {
        let name = path.strip_prefix(&src).unwrap();
        let name = name.to_str().unwrap().replace('\\', "/");
        if LEFT_OUT.iter().any(|left| name.starts_with(left)) || name.contains("/tests") {
            continue;
        }
        for (line, list) in lists(&std::fs::read_to_string(&path).unwrap()) {
            let fits =
                |allowed: &&(&str, &str, &str)| allowed.0 == name && list.starts_with(allowed.1);
            if ALLOWED.iter().any(|allowed| fits(&allowed)) {
                unused.retain(|allowed| !fits(allowed));
            } else {
                let start: String = list.chars().take(40).collect();
                wrong.push(format!("src/{name}:{line}: {start}"));
            }
        }
    }
    assert!(wrong.is_empty(), "move these to src/lexicon: {wrong:#?}");
    assert!(
        unused.is_empty(),
        "these are gone, strike them: {unused:#?}"
    );
}

#[test]
fn lists_of_every_form_are_seen() {
    let seen = |code: &str| lists(code).len();
    for list in [
        r#"const A: &[&str] = &["局", "委", "办"];"#,
        r#"["局", "委", // and
            "办",].iter()"#,
        r#"&[("局", 1), ("委", f(2)), ("办", 3)]"#,
        r#"matches!(text, "特急" | "加急" | "急件")"#,
        r#"Regex::new(r"^(?:金额|经费)[0-9]")"#,
        r#"Regex::new(r"附件|附表")"#,
    ] {
        assert_eq!(seen(list), 1, "{list}");
    }
    for other in [
        r#"["局", "委"]"#,
        r#"["a", "b", "c"]"#,
        r#"// ["局", "委", "办"]"#,
        r#"['局', '委', '办']"#,
        r#"[f("局"), f("委"), f("办")]"#,
        r#"Regex::new(r"[0-9]+(?:年|$)")"#,
        r#"#[cfg(test)] mod tests { const A: &[&str] = &["局", "委", "办"]; }"#,
    ] {
        assert_eq!(seen(other), 0, "{other}");
    }
}
