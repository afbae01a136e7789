//! Many files: what is read, what is kept, what is written, and what is said.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(path)
}

fn notice(project: &str) -> String {
    format!(
        "关于公布购买服务项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t{project}\t5\n\n\
         普陀区民政局\n2023年4月11日\n"
    )
}

/// A folder of its own with notices in `d`.
fn folder(name: &str, notices: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch_{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(folder.join("d")).unwrap();
    for name in notices {
        std::fs::write(folder.join("d").join(name), notice(name)).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_putuo-notice"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Names and failures of `notices.csv`.
fn rows(folder: &Path) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_path(folder.join("notices.csv")).unwrap();
    reader
        .records()
        .map(|r| r.unwrap())
        .map(|r| (r[0].to_owned(), r[1].to_owned()))
        .collect()
}

#[cfg(unix)]
#[test]
fn a_file_that_ends_its_worker_costs_that_file_alone() {
    let folder = folder("bomb", &["a.txt", "c.txt", "d.txt"]);
    // Opening it takes seconds a MiB: the library cannot look at the clock there.
    std::fs::write(
        folder.join("d/b.pdf"),
        format!("%PDF-1.7\n{}", "1 0 obj [ ".repeat(400_000)),
    )
    .unwrap();
    let done = run(
        &folder,
        &["convert", "d", "-o", "out", "--limit", "time_ms=1000"],
    );
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    let status: Vec<String> = rows(&folder.join("out")).into_iter().map(|r| r.1).collect();
    assert_eq!(status, ["ok", "failed", "ok", "ok"]);
    // So does one that takes more memory than a worker has.
    let done = run(&folder, &["convert", "d", "-o", "out2", "--memory", "40"]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(rows(&folder.join("out2")).len(), 4);
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    let folder = folder("fifo", &["a.txt"]);
    std::os::unix::fs::symlink("/dev/zero", folder.join("d/b.txt")).unwrap();
    std::fs::File::create(folder.join("d/c.pdf"))
        .unwrap()
        .set_len(6 << 30)
        .unwrap();
    let done = run(&folder, &["convert", "d", "--to", "ndjson"]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(done.stdout.split(|b| *b == b'\n').count(), 2);
    let said = said(&done);
    assert!(said.contains("d/b.txt: it is no regular file"), "{said}");
    assert!(said.contains("d/c.pdf: stopped at the limit input_bytes"));
}

#[test]
fn what_is_left_out_is_said() {
    let folder = folder("left_out", &["a.txt", "b.txt"]);
    std::fs::write(folder.join("d/图.png"), "a picture").unwrap();
    std::fs::copy(folder.join("d/a.txt"), folder.join("d/e.txt")).unwrap();
    for output in ["d/项目.csv", "d/表.md", "d/表.xlsx", "d/包"] {
        let done = run(&folder, &["convert", "d", "-o", output]);
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    }
    assert_eq!(
        run(&folder, &["review", "d/a.txt", "-o", "d/核对.html"])
            .status
            .code(),
        Some(0)
    );
    let done = run(&folder, &["convert", "d", "./d/a.txt", "--to", "ndjson"]);
    assert_eq!(done.stdout.split(|b| *b == b'\n').count(), 4);
    let said = said(&done);
    for part in [
        "of another kind, left out: 2\n  d/包/datapackage.json\n  d/图.png\n",
        "written by this program, left out: 7\n",
        "named more than once, read once: 1\n  ./d/a.txt\n",
        "d/e.txt is the same file as d/a.txt, byte for byte",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_stay_apart() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = folder("names", &[]);
    for name in [&b"a\xff.txt"[..], b"a\xfe.txt", b"a\\xff.txt"] {
        let name = std::ffi::OsStr::from_bytes(name);
        std::fs::write(folder.join("d").join(name), notice("甲")).unwrap();
    }
    let done = run(&folder, &["convert", "d", "--to", "ndjson"]);
    let names: std::collections::BTreeSet<String> = done
        .stdout
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice::<serde_json::Value>(line).unwrap())
        .map(|notice| notice["source"]["name"].as_str().unwrap().to_owned())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(names, [r"d/a\x5cxff.txt", r"d/a\xfe.txt", r"d/a\xff.txt"]);
}

#[test]
fn inputs_and_what_is_there_are_not_written_over() {
    let folder = folder("over", &["a.csv"]);
    let before = std::fs::read(folder.join("d/a.csv")).unwrap();
    for arguments in [
        &["convert", "d/a.csv", "-o", "d/a.csv", "--force"][..],
        &["convert", "d", "-o", "d/../d/a.csv", "--force"],
        &["review", "d/a.csv", "-o", "d/a.csv", "--force"],
        &["convert", "d", "-o", "out.pdf"],
        &["review", "d", "-o", "out"],
    ] {
        let done = run(&folder, arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(std::fs::read(folder.join("d/a.csv")).unwrap(), before);
    std::fs::write(folder.join("old.html"), "mine").unwrap();
    assert_eq!(
        run(&folder, &["review", "d", "-o", "old.html"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(std::fs::read(folder.join("old.html")).unwrap(), b"mine");
    let forced = run(&folder, &["review", "d", "-o", "old.html", "--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", said(&forced));
}

#[test]
fn corrections_and_passwords_are_not_written_over() {
    let folder = folder("over_given", &["a.txt"]);
    for (name, kept, option) in [
        ("c.json", "{}", "--corrections"),
        ("p.json", "secret\n", "--password-file"),
    ] {
        std::fs::write(folder.join(name), kept).unwrap();
        let arguments = ["convert", "d/a.txt", option, name, "-o", name, "--force"];
        let done = run(&folder, &arguments);
        assert_eq!(done.status.code(), Some(2), "{option}");
        assert!(
            said(&done).contains("is among the inputs"),
            "{}",
            said(&done)
        );
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(text, kept, "{option}");
    }
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_given_up() {
    let folder = folder("endless", &["a.txt"]);
    for option in ["--corrections", "--attach"] {
        let done = run(&folder, &["convert", "d/a.txt", option, "/dev/zero"]);
        assert_eq!(done.status.code(), Some(2), "{option}");
        assert!(
            said(&done).contains("/dev/zero: it is no regular file"),
            "{}",
            said(&done)
        );
    }
    // The first of its bytes are a password, which no notice here needs.
    let arguments = ["convert", "d/a.txt", "--password-file", "/dev/zero"];
    assert_eq!(run(&folder, &arguments).status.code(), Some(0));
    let done = run(&folder, &["convert", "d/a.txt", "--attach", "gone.xlsx"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done).contains("gone.xlsx: "), "{}", said(&done));
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_stays_one() {
    let folder = folder("device", &["a.txt"]);
    for command in ["review", "convert"] {
        let done = run(&folder, &[command, "d/a.txt", "-o", "/dev/null"]);
        assert!(matches!(done.status.code(), Some(0 | 2)));
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
}

#[test]
fn what_failed_or_was_read_otherwise_is_read_again() {
    let folder = folder("again", &["a.txt", "b.txt"]);
    std::fs::write(folder.join("d/c.txt"), [0, 1, 2, 3]).unwrap();
    // A folder in the way of the output: everything is read, nothing is written.
    let block = folder.join("out/items.csv.part");
    std::fs::create_dir_all(&block).unwrap();
    let first = run(
        &folder,
        &["convert", "d", "-o", "out", "--limit", "glyphs=20"],
    );
    assert_eq!(first.status.code(), Some(2));
    std::fs::write(folder.join("d/c.txt"), notice("丙")).unwrap();
    std::fs::remove_dir(&block).unwrap();
    let done = run(&folder, &["convert", "d", "-o", "out", "--resume"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert!(rows(&folder.join("out")).iter().all(|r| r.1 == "ok"));
}

#[test]
fn two_runs_do_not_write_to_one_output() {
    let folder = folder("lock", &["a.txt"]);
    let stage = folder.join("out/.putuo-notice");
    std::fs::create_dir_all(&stage).unwrap();
    let lock = std::fs::File::create(stage.join("lock")).unwrap();
    lock.lock().unwrap();
    let done = run(&folder, &["convert", "d", "-o", "out", "--force"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done).contains("another run is writing there"));
    drop(lock);
    let done = run(&folder, &["convert", "d", "-o", "out", "--force"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert!(!stage.exists());
}

#[test]
fn people_are_shown_what_is_not_seen() {
    let folder = folder("shown", &[]);
    std::fs::copy(
        fixture("hostile/signs_not_seen.html"),
        folder.join("d/a\u{202e}b.html"),
    )
    .unwrap();
    for arguments in [
        &["check", "d"][..],
        &["text", "d"],
        &["convert", "--to", "md", "d"],
        &["convert", "d", "-o", "out"],
    ] {
        let done = run(&folder, arguments);
        let shown = [done.stdout.clone(), done.stderr.clone()].concat();
        let shown = String::from_utf8(shown).unwrap();
        assert!(
            !shown.contains(['\u{1b}', '\u{202e}']),
            "{arguments:?}: {shown:?}"
        );
    }
    let checked = run(&folder, &["check", "d"]);
    let text = String::from_utf8(checked.stdout).unwrap();
    assert!(text.contains("text.control"), "{text}");
}

#[test]
fn a_password_is_taken_from_a_file_or_the_environment() {
    let folder = folder("password", &[]);
    std::fs::copy(fixture("pages/password-aes256.pdf"), folder.join("d/a.pdf")).unwrap();
    assert_eq!(run(&folder, &["check", "d"]).status.code(), Some(2));
    std::fs::write(folder.join("secret"), "secret\n").unwrap();
    let done = run(&folder, &["check", "d", "--password-file", "secret"]);
    assert_ne!(done.status.code(), Some(2), "{}", said(&done));
    let done = Command::new(env!("CARGO_BIN_EXE_putuo-notice"))
        .args(["check", "d"])
        .env("PUTUO_NOTICE_PASSWORD", "secret")
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_ne!(done.status.code(), Some(2), "{}", said(&done));
}

#[cfg(unix)]
#[test]
fn nobody_who_listens_to_messages_is_no_panic() {
    let folder = folder("closed", &["a.txt"]);
    std::fs::write(folder.join("d/b.pdf"), [0, 1, 2]).unwrap();
    for arguments in [
        "convert d --to ndjson",
        "check d",
        "convert d -o out --force",
    ] {
        for closed in ["2>&-", "2>/dev/full"] {
            let line = format!("exec \"$0\" {arguments} {closed}");
            let done = Command::new("sh")
                .args(["-c", &line, env!("CARGO_BIN_EXE_putuo-notice")])
                .current_dir(&folder)
                .output()
                .unwrap();
            assert_eq!(done.status.code(), Some(2), "{arguments} {closed}");
        }
    }
}

#[test]
fn one_notice_in_two_inputs_is_said() {
    let folder = folder("same_notice", &["a.txt", "c.txt"]);
    let page = "<h1>关于公布购买服务项目的通知</h1><table><tr><td>序号<td>购买主体<td>项目名称<td>金额（万元）\
                <tr><td>1<td>区民政局<td>a.txt<td>5</table><p>普陀区民政局</p><p>2023年4月11日</p>";
    std::fs::write(folder.join("d/b.html"), page).unwrap();
    let done = run(&folder, &["convert", "d", "-o", "out"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let words = "d/b.html holds the same notice as d/a.txt";
    assert_eq!(said(&done).matches("holds the same notice").count(), 1);
    assert!(said(&done).contains(words), "{}", said(&done));
    let found = std::fs::read_to_string(folder.join("out/diagnostics.csv")).unwrap();
    let again: Vec<&str> = found
        .lines()
        .filter(|l| l.contains("notice.again"))
        .collect();
    assert!(
        matches!(again[..], [line] if line.contains("d/b.html")),
        "{found}"
    );
    let printed = run(&folder, &["convert", "d", "--to", "ndjson"]);
    assert!(said(&printed).contains(words), "{}", said(&printed));
}
