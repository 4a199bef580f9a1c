"""Imports every Office file below a folder, without writing: `real_files.py GUONG FOLDER`. None may crash the program, keep
it busy or make it take more memory than it may; a file that is not read is refused with a reason."""

import collections
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

GUONG, FOLDER = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
ENDINGS = [".docx", ".docm", ".dotx", ".doc", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".rtf", ".pdf", ".pptx", ".ppt"]
SITE = 'title = "Thử"\nbase_url = "https://thu.example/"\n'
# Data and address space of the program with the process that reads for it.
LIMIT = 7 << 30


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


def main():
    files = sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    assert len(files) > 100, f"{FOLDER}: {len(files)} files"
    ends = collections.defaultdict(collections.Counter)
    reasons = collections.Counter()
    wrong = []
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "guong.toml").write_text(SITE)
        for file in files:
            command = [GUONG, "--lang", "vi", "--root", root, "import", file]
            try:
                done = subprocess.run(command, capture_output=True, timeout=900, preexec_fn=limited)
            except subprocess.TimeoutExpired:
                wrong.append(f"{file}: no end")
                continue
            said, why = done.stdout.decode(), done.stderr.decode().strip()
            is_read = "bài mới" in said or "không thấy bảng nào" in why
            if done.returncode not in (0, 1, 3) or "panicked" in why or not (is_read or why):
                wrong.append(f"{file}: {done.returncode} {said[-300:]} {why[-300:]}")
            ends[file.suffix.lower()]["read" if is_read else "refused"] += 1
            if not is_read or why:
                reasons[file.suffix.lower() + ": " + why.split(": ", 2)[-1][:110]] += 1
    for ending, counts in sorted(ends.items()):
        print(f"{ending}: {counts['read']} read, {counts['refused']} refused")
    for reason, count in reasons.most_common(40):
        print(f"  {count} × {reason}")
    assert not wrong, "\n".join(wrong)


main()
