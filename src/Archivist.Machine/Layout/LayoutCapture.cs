using System.Text;
using System.Text.Json;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Machine.Layout;

/// <summary>
/// Describes this machine by what its own tools print, each output as it is. It only reads. Linux, and root for nearly all of it: what a tool does not tell is reported, and
/// the rest is captured all the same. Thread-safe.
/// </summary>
public sealed class LayoutCapture
{
    private const string Columns =
        "NAME,KNAME,PKNAME,PATH,TYPE,SIZE,START,FSTYPE,FSVER,LABEL,UUID,PTTYPE,PTUUID,PARTTYPE,PARTUUID,PARTLABEL,PARTFLAGS,MOUNTPOINTS,MODEL,SERIAL,TRAN,ROTA,LOG-SEC,PHY-SEC";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>English, and labels that are not ASCII as they are: plain C would escape them.</summary>
    private static readonly Dictionary<string, string?> Language = new() { ["LC_ALL"] = "C.UTF-8", ["LANGUAGE"] = null };

    private readonly Func<ToolCommand, CancellationToken, Task<ToolResult>> _run;
    private readonly string _root;
    private readonly TimeProvider _clock;

    /// <summary>Describes the machine that this runs on.</summary>
    public LayoutCapture(TimeProvider clock)
        : this(ToolProcess.RunAsync, "/", clock)
    {
    }

    /// <summary>For tests: other tools, and another place for <c>/proc</c>, <c>/sys</c> and the list of packages.</summary>
    internal LayoutCapture(Func<ToolCommand, CancellationToken, Task<ToolResult>> run, string root, TimeProvider clock) => (_run, _root, _clock) = (run, root, clock);

    /// <summary>Runs the tools. What fails is among the problems; nothing but being cancelled ends it early.</summary>
    /// <exception cref="ArchivistException"><see cref="LinuxOnly"/>: another operating system.</exception>
    public async Task<CapturedLayout> RunAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArchivistException(new LinuxOnly("/sys/block"));
        var run = new Run(this, cancellationToken);
        await run.DescribeAsync();
        return run.Finish();
    }

    private sealed class Run(LayoutCapture capture, CancellationToken cancellationToken)
    {
        private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);
        private readonly List<Problem> _problems = [];
        private readonly Dictionary<string, LuksMetadata> _headers = new(StringComparer.Ordinal);
        private readonly List<LvmGroup> _groups = [];
        private DeviceGraph _graph = new([]);
        private IReadOnlyList<MountEntry> _mounts = [];

        internal async Task DescribeAsync()
        {
            var isUefi = IsThere("sys/firmware/efi");
            _files["firmware"] = Encoding.ASCII.GetBytes(isUefi ? "uefi\n" : "bios\n");
            await ReadAsync("kernel", "proc/sys/kernel/osrelease");
            await ReadAsync("cmdline", "proc/cmdline");
            await KeepAsync("lsblk.json", true, "util-linux", "lsblk", "--json", "-b", "-o", Columns);
            await KeepAsync("findmnt.json", true, "util-linux", "findmnt", "--json", "-b", "-o", "TARGET,SOURCE,FSTYPE,OPTIONS,SIZE,USED,UUID");
            _graph = new DeviceGraph(Parse("lsblk.json", "lsblk", LsblkReader.Read));
            _mounts = Parse("findmnt.json", "findmnt", MountEntry.ReadAll);
            foreach (var device in _graph.All)
                await DescribeAsync(device);
            if (_graph.All.Any(device => device.FileSystem == "LVM2_member"))
                await KeepVolumeGroupsAsync();
            if (_graph.All.Any(device => device.FileSystem == "linux_raid_member"))
                await KeepAsync("mdadm.conf", true, "mdadm", "mdadm", "--detail", "--scan");
            if (isUefi)
                await KeepAsync("efibootmgr.txt", false, "efibootmgr", "efibootmgr", "-v");
            if (IsThere("var/lib/dpkg/status"))
            {
                await KeepAsync("packages.selections", false, "dpkg", "dpkg", "--get-selections");
                await KeepAsync("packages.manual", false, "apt", "apt-mark", "showmanual");
            }
        }

        internal CapturedLayout Finish()
        {
            _problems.AddRange(UnrebuiltParts.Find(_graph, _headers, _groups));
            _files["README"] = Encoding.UTF8.GetBytes(new RebuildReadme(_graph, _mounts, _headers, _groups, _files).Write(_problems));
            return new CapturedLayout([.. _files.Select(file => new LayoutFile(file.Key, file.Value))], _problems);
        }

        private async Task DescribeAsync(BlockDevice device)
        {
            if (device.CanHoldTable && device.TableType is "gpt" or "dos")
                await KeepAsync($"sfdisk/{NameOf(device.KernelName)}.dump", true, "fdisk", "sfdisk", "--dump", device.Path);
            if (device.Uuid is not { } uuid)
                return;
            var name = NameOf(uuid);
            switch (device.FileSystem)
            {
                case "ext2" or "ext3" or "ext4" when !_files.ContainsKey($"ext4/{name}"):
                    await KeepAsync($"ext4/{name}", true, "e2fsprogs", "dumpe2fs", "-h", device.Path);
                    break;
                case "xfs" when !_files.ContainsKey($"xfs/{name}"):
                    await KeepAsync($"xfs/{name}", true, "xfsprogs", "xfs_info", device.Path);
                    break;
                case "crypto_LUKS":
                    await KeepAsync($"luks/{name}", true, "cryptsetup-bin", "cryptsetup", device.Version == "1" ? ["luksDump", device.Path] : ["luksDump", "--dump-json-metadata", device.Path]);
                    if (_files.TryGetValue($"luks/{name}", out var dump) && LuksMetadata.Find(dump) is { } header)
                        _headers[uuid] = header;
                    break;
                case "btrfs" when !_files.ContainsKey($"btrfs/{name}.subvolumes"):
                    await KeepSubvolumesAsync(device, uuid, name);
                    break;
            }
        }

        /// <summary>Only the kernel knows the subvolumes, so it must be mounted somewhere.</summary>
        private async Task KeepSubvolumesAsync(BlockDevice device, string uuid, string name)
        {
            if (_mounts.FirstOrDefault(mount => mount.FileSystem == "btrfs" && (mount.Device == device.Path || mount.Uuid == uuid)) is not { } mount)
            {
                // Of the machine's own disks only: one of many in a drawer is no gap in the layout.
                if (_graph.Own.Contains(device))
                    _problems.Add(new LayoutFileMissing($"btrfs/{name}.subvolumes", "btrfs", new Cause.Detail($"{device.Path} is not mounted"), true));
                return;
            }

            await KeepAsync($"btrfs/{name}.subvolumes", true, "btrfs-progs", "btrfs", "subvolume", "list", "-a", mount.Target);
            await KeepAsync($"btrfs/{name}.default", true, "btrfs-progs", "btrfs", "subvolume", "get-default", mount.Target);
        }

        /// <summary>The tool writes files, each beside its name and then under it: so a directory of this run is what it gets.</summary>
        private async Task KeepVolumeGroupsAsync()
        {
            using var work = WorkDirectory.Create(Path.GetTempPath(), "archivist-layout");
            if (await TryAsync(new ToolCommand("vgcfgbackup", ["-f", Path.Combine(work.Path, "%s")]) { Package = "lvm2", Environment = Language }) is { } cause)
                _problems.Add(new LayoutFileMissing("vgcfg", "vgcfgbackup", cause, true));
            foreach (var file in Directory.EnumerateFiles(work.Path).Where(file => Path.GetFileName(file)[0] != '.').Order(StringComparer.Ordinal))
            {
                ReadOnlyMemory<byte> backup = await File.ReadAllBytesAsync(file, cancellationToken);
                _files[$"vgcfg/{Path.GetFileName(file)}"] = backup;
                Read(Path.GetFileName(file), backup);
            }
        }

        private void Read(string group, ReadOnlyMemory<byte> backup)
        {
            try
            {
                _groups.Add(LvmGroup.Read(group, backup));
            }
            catch (FormatException cause)
            {
                // It is kept as it is: a person may see what is wrong with it.
                _problems.Add(new LayoutFileMissing($"vgcfg/{group}", "vgcfgbackup", Cause.Of(cause), true));
            }
        }

        private async Task<Cause?> TryAsync(ToolCommand command) => (await RunAsync(command)).Cause;

        private async Task KeepAsync(string file, bool isNeeded, string package, string tool, params string[] arguments)
        {
            var (output, cause) = await RunAsync(new ToolCommand(tool, arguments) { Package = package, Environment = Language });
            if (cause is null)
                _files[file] = output;
            else
                _problems.Add(new LayoutFileMissing(file, tool, cause, isNeeded));
        }

        private async Task<(ReadOnlyMemory<byte> Output, Cause? Cause)> RunAsync(ToolCommand command)
        {
            using var patience = new CancellationTokenSource(Patience, capture._clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                return ((await capture._run(command, either.Token)).EnsureSuccess().Output, null);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return (default, new Cause.Known(new ToolTimedOut(command.Tool, (int)Patience.TotalSeconds)));
            }
            catch (Exception cause) when (cause is ArchivistException or IOException)
            {
                return (default, Cause.Of(cause));
            }
        }

        private bool IsThere(string path)
        {
            try
            {
                return FileLookup.Find(Path.Combine(capture._root, path)) is not null;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // Who may not look would not get an answer from the tools either.
                return false;
            }
        }

        private async Task ReadAsync(string file, string path)
        {
            try
            {
                _files[file] = await File.ReadAllBytesAsync(Path.Combine(capture._root, path), cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                _problems.Add(new LayoutFileMissing(file, "/" + path, Cause.Of(cause), false));
            }
        }

        private IReadOnlyList<T> Parse<T>(string file, string tool, Func<ReadOnlyMemory<byte>, IReadOnlyList<T>> read)
        {
            if (!_files.TryGetValue(file, out var content))
                return [];
            try
            {
                return read(content);
            }
            catch (JsonException cause)
            {
                // It is kept as it is: a person may see what is wrong with it.
                _problems.Add(new LayoutFileMissing(file, tool, Cause.Of(cause), true));
                return [];
            }
        }

        /// <summary>A name of the kernel, or a UUID from a disk that anybody may have written, as the name of one file.</summary>
        private static string NameOf(string text) => text is "." or ".." ? "!" : text.Replace('/', '!').Replace('\0', '!');
    }
}
