#!/usr/bin/env python3
"""Exports a point-in-time view of a disk of a running QEMU over NBD, with dirty bitmaps for Archivist; run again, it replaces the view.

    qemu-fleece.py QMP-SOCKET NODE NBD-SOCKET EXPORT SCRATCH-FILE

The view is the disk at one moment. What the machine writes after that is first copied to SCRATCH-FILE, which needs room for it. Bitmaps named archivist-MOMENT on the
node record what is written since each view; the export has them as archivist-FROM..TO. docs/operations/virtual-machines.md says how it is used; Python 3.7, QEMU 6.0.
"""
import datetime, json, os, secrets, socket, subprocess, sys, time

KEPT = 4  # bitmaps: so many views may go by uncaptured before a capture has to read everything


class Qmp:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(path)
        self.lines = self.socket.makefile()
        json.loads(self.lines.readline())
        self("qmp_capabilities")

    def __call__(self, command, **arguments):
        question = json.dumps({"execute": command, "arguments": arguments})
        self.socket.sendall(question.encode() + b"\n")
        while True:
            line = self.lines.readline()
            if not line:
                sys.exit("QEMU closed the connection")
            answer = json.loads(line)
            if "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]


def until(gone, what):
    for _ in range(600):
        if gone():
            return
        time.sleep(0.05)
    sys.exit(f"{what} does not end")


def main(control, node, server, export, scratch):
    qmp = Qmp(control)
    ours = "archivist-" + node
    nodes = {entry["node-name"]: entry for entry in qmp("query-named-block-nodes", flat=True)}
    if node not in nodes:
        sys.exit(f"QEMU has no node {node}: it has {', '.join(sorted(nodes))}")

    # The view before. A reader that is still connected keeps it: then this ends here, and is tried again later.
    if any(entry["id"] == ours for entry in qmp("query-block-exports")):
        qmp("block-export-del", id=ours, mode="safe")
        until(lambda: all(entry["id"] != ours for entry in qmp("query-block-exports")), "the export")
    if any(job["id"] == ours for job in qmp("query-jobs")):
        qmp("job-cancel", id=ours)
        until(lambda: all(job["id"] != ours for job in qmp("query-jobs")), "the job")
    if ours in nodes:
        qmp("blockdev-del", **{"node-name": ours})

    size = nodes[node]["image"]["virtual-size"]
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", scratch, str(size)], check=True)
    os.chmod(scratch, 0o600)
    qmp("blockdev-add", **{"driver": "qcow2", "node-name": ours, "file": {"driver": "file", "filename": scratch}, "backing": node})

    # One moment: the new bitmap begins when the view is taken. A name is never used twice, and no bitmap is ever cleared.
    moment = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%S%f-") + secrets.token_hex(4)
    earlier = sorted(
        bitmap["name"][len("archivist-"):] for bitmap in nodes[node].get("dirty-bitmaps", [])
        if bitmap.get("name", "").startswith("archivist-") and bitmap["recording"] and not bitmap["busy"] and not bitmap.get("inconsistent"))
    qmp("transaction", actions=[
        {"type": "block-dirty-bitmap-add", "data": {"node": node, "name": "archivist-" + moment, "persistent": nodes[node]["drv"] == "qcow2"}},
        {"type": "blockdev-backup", "data": {"job-id": ours, "device": node, "target": ours, "sync": "none"}}])

    # Each older bitmap goes with the view as a copy. What is written while it is copied is in it as well, which is too much and does no harm.
    for start in earlier[:-KEPT]:
        qmp("block-dirty-bitmap-remove", node=node, name="archivist-" + start)
    names = []
    for start in earlier[-KEPT:] or ["none-" + moment]:
        names.append(f"archivist-{start}..{moment}")
        qmp("block-dirty-bitmap-add", node=ours, name=names[-1], disabled=True)
        if earlier:
            qmp("block-dirty-bitmap-merge", node=ours, target=names[-1], bitmaps=[{"node": node, "name": "archivist-" + start}])

    try:
        qmp("nbd-server-start", addr={"type": "unix", "data": {"path": server}})
        os.chmod(server, 0o600)
    except RuntimeError as cause:
        if "already" not in str(cause):
            raise
    qmp("block-export-add", type="nbd", id=ours, name=export, **{"node-name": ours, "writable": False, "bitmaps": names})
    print(moment)


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (RuntimeError, OSError, subprocess.CalledProcessError) as cause:
        sys.exit(str(cause))
