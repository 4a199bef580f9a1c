"""Sends a site to real servers, edits it, withdraws an entry, kills the program meanwhile: `deploy.py GUONG`.

Each target is compared with the published folder after each deployment, and its site is fetched through nginx.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

GUONG = sys.argv[1]
USER, PASSWORD = "trang", "mật khẩu thử"
RECORDS = {".guong-sent", ".guong-sending"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise SystemExit(f"{process.args[0]} does not listen on {port}")


@contextlib.contextmanager
def server(arguments, port, **options):
    log = tempfile.TemporaryFile()
    process = subprocess.Popen(arguments, stdout=log, stderr=log, **options)
    try:
        wait_for(port, process)
        yield process
    except BaseException:
        log.seek(0)
        sys.stderr.write(log.read().decode(errors="replace")[-3000:])
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run(*arguments, **options):
    return subprocess.run(arguments, check=True, capture_output=True, text=True, **options)


def make_certificates(folder):
    """A certificate authority of our own, and a certificate of it for localhost."""
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Thu",
        "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
        "-keyout", folder / "own.key", "-out", folder / "own.csr")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    run("openssl", "x509", "-req", "-in", folder / "own.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
        "-CAcreateserial", "-days", "2", "-extfile", folder / "names", "-out", folder / "own.pem")
    both = folder / "both.pem"
    both.write_bytes((folder / "own.key").read_bytes() + (folder / "own.pem").read_bytes())
    both.chmod(0o600)


class Site:
    """A small gallery that is edited between deployments."""

    def __init__(self, folder, base_url):
        self.root = folder / "site"
        run(GUONG, "init", self.root)
        config = self.root / "guong.toml"
        lines = [line for line in config.read_text().splitlines() if not line.startswith("base_url")]
        self.plain = f'base_url = "{base_url}"\n' + "\n".join(lines) + "\n"
        (self.root / "static").mkdir(exist_ok=True)
        (self.root / "static/ảnh to.bin").write_bytes(os.urandom(3_000_000))
        for number in range(40):
            self.write(number, "Lời kể đầu.")

    def write(self, number, text, more=""):
        folder = self.root / f"content/entries/bai-{number:02}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.md").write_text(
            f'+++\ntitle = "Bài thử {number}"\nfields = ["kinh-te"]\nlocality = "tỉnh Nghệ An"\nstarted = 2019-03-01\n'
            f'published = 2019-04-01\nsummary = "Tóm tắt {number}."\n{more}+++\n{text}\n'
        )

    def target(self, address):
        rules = 'rules = ["nginx", "apache", "iis", "_headers"]'
        (self.root / "guong.toml").write_text(f'{self.plain}\n[deploy]\nto = "{address}"\n{rules}\n')

    def deploy(self, *options, environment=None, expected=0):
        done = subprocess.run(
            [GUONG, "deploy", "--lang", "en", "--root", self.root, *options],
            env={**os.environ, **(environment or {})}, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )
        said = done.stdout + done.stderr
        assert done.returncode == expected, f"{done.returncode}: {said}"
        return said

    def published(self):
        return tree(self.root / "public", {".guong-manifest"})


def tree(folder, without):
    files = (path for path in folder.rglob("*") if path.is_file())
    named = ((str(path.relative_to(folder)), path.read_bytes()) for path in files)
    return {path: data for path, data in named if path not in without}


def try_target(name, site, address, environment, there, serves):
    """Takes a site through its life at one target. `there` gives the target's files; `serves` fetches its pages."""
    started = time.monotonic()
    site.target(address)
    site.write(1, "Lời kể đầu.")
    site.write(2, "Lời kể đầu.")
    assert "Would send" in site.deploy("--dry-run", environment=environment) and not there(), name
    # Killed at once, a little later, and later still.
    for delay in (0.3, 0.6, 1.0):
        process = subprocess.Popen([GUONG, "deploy", "--quiet", "--no-verify", "--root", site.root],
                                   env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        process.kill()
        process.wait()
    said = site.deploy(*serves, environment=environment)
    left = {path: data for path, data in there().items() if not path.endswith(".part")}
    assert left == site.published(), (name, set(left) ^ set(site.published()))
    assert "up to date" in site.deploy("--no-verify", environment=environment), name
    site.write(1, "Lời kể đã sửa.")
    edited = site.deploy(*serves, environment=environment)
    assert "Sent" in edited, edited
    now = there()
    assert all(now.get(path) == data for path, data in site.published().items()), name
    before = set(now)
    site.write(2, "x", 'withdrawn = { date = 2026-11-01, reason = "Theo đề nghị." }\n')
    site.deploy(*serves, "--full", environment=environment)
    assert there() == site.published(), (name, set(there()) ^ set(site.published()))
    assert before - set(there()), f"{name}: old blocks of the index stay"
    print(f"{name}: {time.monotonic() - started:.1f} s; {said.strip().splitlines()[-1]}")


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="guong-deploy-"))
    try:
        with_servers(work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def nginx_config(work, port, dav_port):
    modules = pathlib.Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")
    user = "user root;" if os.getuid() == 0 else ""
    mime = "/etc/nginx/mime.types"
    return f"""
load_module {modules};
{user}
daemon off; pid {work}/nginx.pid; error_log {work}/nginx.log;
events {{ }}
http {{
  include {mime}; access_log off; client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi; client_max_body_size 0;
  server {{ listen 127.0.0.1:{port}; root {work}/web; include {work}/rules.conf; }}
  server {{
    listen 127.0.0.1:{dav_port} ssl; root {work}/dav; client_body_temp_path {work}/dav-part;
    ssl_certificate {work}/own.pem; ssl_certificate_key {work}/own.key;
    auth_basic thu; auth_basic_user_file {work}/htpasswd;
    location /co/ {{ dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; }}
    location /khong/ {{ dav_methods PUT DELETE MKCOL COPY MOVE; }}
  }}
}}
"""


def with_servers(work):
    make_certificates(work)
    certificate = {"SSL_CERT_FILE": str(work / "ca.pem")}
    login = {"GUONG_DEPLOY_USER": USER, "GUONG_DEPLOY_PASSWORD": PASSWORD}
    web, dav = free_port(), free_port()
    site = Site(work, f"http://127.0.0.1:{web}/")
    for folder in ("web", "dav/co", "dav/khong", "ftp", "ssh", "s3/trang"):
        (work / folder).mkdir(parents=True)
    # What nginx serves is a link to the target at hand, and its rules are those that the site has.
    shutil.rmtree(work / "web")
    site.target("x")
    run(GUONG, "build", "--root", site.root)
    shutil.copy(site.root / "public/nginx-guong.conf", work / "rules.conf")
    hashed = run("openssl", "passwd", "-apr1", PASSWORD).stdout.strip()
    (work / "htpasswd").write_text(f"{USER}:{hashed}\n")
    (work / "nginx.conf").write_text(nginx_config(work, web, dav))

    def serve(folder):
        link = work / "web"
        link.unlink(missing_ok=True)
        link.symlink_to(folder)

    serve(work / "folder")
    with server(["nginx", "-p", str(work), "-c", str(work / "nginx.conf")], web):
        local(work, site, serve)
        webdav(work, site, serve, dav, {**certificate, **login})
        ftps(work, site, serve, {**certificate, **login})
        sftp(work, site, serve)
        s3(work, site, serve)
        headers(work, site, serve, web)


def local(work, site, serve):
    target = work / "folder"
    serve(target)
    try_target("folder", site, str(target), {}, lambda: tree(target, RECORDS), ["--verify"])
    (target / "của người khác.txt").write_text("x")
    site.write(3, "Sửa.")
    site.deploy()
    assert (target / "của người khác.txt").read_text() == "x"
    other = work / "other"
    other.mkdir()
    (other / "index.html").write_text("trang khác")
    site.target(str(other))
    assert "index.html" in site.deploy(expected=1)
    assert tree(other, set()) == {"index.html": b"trang kh\xc3\xa1c"}
    site.target(str(site.root / "public"))
    assert "outside the folders" in site.deploy(expected=3)


def webdav(work, site, serve, port, environment):
    for kind in ("co", "khong"):
        target = work / f"dav/{kind}"
        serve(target)
        address = f"davs://localhost:{port}/{kind}"
        try_target(f"WebDAV ({kind} PROPFIND)", site, address, environment, lambda: tree(target, RECORDS), ["--verify"])
    assert "refused" in site.deploy(environment={**environment, "GUONG_DEPLOY_PASSWORD": "sai"}, expected=3)
    assert "certificate" in site.deploy(environment={**environment, "SSL_CERT_FILE": "/dev/null"}, expected=3).lower()
    assert "GUONG_DEPLOY_USER" in site.deploy(expected=3)


def ftps(work, site, serve, environment):
    port, target = free_port(), work / "ftp"
    serve(target / "www")
    passwords = work / "pureftpd.passwd"
    ids = ["-u", str(max(os.getuid(), 1)), "-g", str(max(os.getgid(), 1))]
    os.chown(target, max(os.getuid(), 1), max(os.getgid(), 1))
    work.chmod(0o755)
    run("pure-pw", "useradd", USER, "-f", passwords, "-F", work / "pureftpd.pdb", "-d", target, *ids, "-m",
        input=f"{PASSWORD}\n{PASSWORD}\n")
    arguments = ["pure-ftpd", "-4", "-S", f"127.0.0.1,{port}", "-l", f"puredb:{work}/pureftpd.pdb", "-Y", "2", "-u", "1",
                 "-2", str(work / "both.pem"), "-E", "-c", "30", "-C", "30"]
    with server(arguments, port):
        address = f"ftps://localhost:{port}/www"
        try_target("FTPS", site, address, environment, lambda: tree(target / "www", RECORDS), ["--verify"])
        wrong = {**environment, "GUONG_DEPLOY_PASSWORD": "sai"}
        assert "refused" in site.deploy(environment=wrong, expected=3)


def sftp(work, site, serve):
    port, target = free_port(), work / "ssh/trang"
    serve(target)
    for key, phrase in (("host", ""), ("plain", ""), ("locked", PASSWORD)):
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", phrase, "-f", work / key)
    (work / "authorized").write_text((work / "plain.pub").read_text() + (work / "locked.pub").read_text())
    (work / "authorized").chmod(0o600)
    (work / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {work}/host\nAuthorizedKeysFile {work}/authorized\nStrictModes no\n"
        f"PidFile none\nUsePAM no\nPermitRootLogin prohibit-password\nMaxStartups 50\nSubsystem sftp internal-sftp\n"
    )
    if os.getuid() == 0:
        pathlib.Path("/run/sshd").mkdir(exist_ok=True)
    host = (work / "host.pub").read_text().split()
    (work / "known").write_text(f"[localhost]:{port} {host[0]} {host[1]}\n")
    (work / "unknown").write_text("")

    def ssh(key, known):
        (work / f"ssh-{key}-{known}").write_text(
            f"Host *\n  IdentityFile {work}/{key}\n  IdentitiesOnly yes\n  UserKnownHostsFile {work}/{known}\n"
            f"  GlobalKnownHostsFile /dev/null\n"
        )
        return {"GUONG_SSH": f"ssh -F {work}/ssh-{key}-{known}"}

    user = run("id", "-un").stdout.strip()
    with server(["/usr/sbin/sshd", "-D", "-e", "-f", str(work / "sshd_config")], port):
        address = f"sftp://{user}@localhost:{port}/{target}"
        try_target("SFTP", site, address, ssh("plain", "known"), lambda: tree(target, RECORDS), ["--verify"])
        site.write(4, "Sửa.")
        locked = ssh("locked", "known")
        assert "Sent" in site.deploy(environment={**locked, "GUONG_DEPLOY_PASSWORD": PASSWORD})
        site.deploy(environment={**locked, "GUONG_DEPLOY_PASSWORD": "sai"}, expected=3)
        assert "key of the server" in site.deploy(environment=ssh("plain", "unknown"), expected=3)


def s3(work, site, serve):
    keys = {"AWS_ACCESS_KEY_ID": "khoa", "AWS_SECRET_ACCESS_KEY": "bi-mat", "AWS_REGION": "us-east-1"}
    port = free_port()
    target = work / "s3/trang"
    serve(target)
    with server(["rclone", "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "khoa,bi-mat", str(work / "s3")], port):
        environment = {**keys, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
        try_target("S3 (rclone)", site, "s3://trang", environment, lambda: tree(target, RECORDS), ["--verify"])
    port = free_port()
    with server(["moto_server", "-H", "127.0.0.1", "-p", str(port)], port):
        base = f"http://127.0.0.1:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{base}/kho", method="PUT")).close()
        environment = {**keys, "AWS_ENDPOINT_URL": base}
        import boto3

        client = boto3.client("s3", endpoint_url=base, aws_access_key_id="khoa", aws_secret_access_key="bi-mat",
                              region_name="us-east-1")

        def there():
            pages = client.get_paginator("list_objects_v2").paginate(Bucket="kho", Prefix="www/")
            names = [found["Key"] for page in pages for found in page.get("Contents", [])]
            named = {name[4:]: client.get_object(Bucket="kho", Key=name) for name in names}
            return {path: got["Body"].read() for path, got in named.items() if path not in RECORDS}

        try_target("S3 (moto)", site, "s3://kho/www", environment, there, ["--no-verify"])
        page = client.head_object(Bucket="kho", Key="www/index.html")
        assert page["ContentType"] == "text/html; charset=utf-8" and page["CacheControl"] == "no-cache", page


def headers(work, site, serve, web):
    """What hosts get wrong is said; with the rules that the site has, nothing is."""
    target = work / "folder"
    serve(target)
    site.target(str(target))
    site.write(5, "Sửa lần nữa.")
    said = site.deploy("--verify")
    assert "warning" not in said and "error" not in said, said
    # An old page at the address, and a feed that is not served; neither is part of what this edit sends.
    page = target / "mo-hinh/bai-05/index.html"
    page.write_text("cũ")
    (target / "feed.xml").unlink()
    site.write(6, "Sửa lần nữa.")
    said = site.deploy("--verify", expected=3)
    assert "404" in said and "something other" in said, said
    print("headers and bytes over HTTP: checked")


main()
