using Archivist.Machine.Disks;
using Archivist.Machine.Planning;
using Archivist.Machine.Reading;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Blocks;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Rebuilding;

/// <summary>Computes how a machine would be rebuilt on the disks that are named, from its layout. Reads the layout and what the kernel says of the disks, and writes nothing.</summary>
public sealed class PlanRebuildOperation(OperationEnvironment environment) : Operation<PlanRebuildRequest, PlanRebuildResult>(environment)
{
    /// <summary>All of a layout is a few dozen KiB; a larger file is something else.</summary>
    private const long LargestFile = 16 << 20;

    private readonly SysfsDisks _disks = new();

    private protected override async Task<PlanRebuildResult> RunAsync(PlanRebuildRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var layout = MachineLayout.Read(await ReadAsync(request.Layout, cancellationToken));
        var settings = await archive.FindSettingsAsync(canDoWithout: true, cancellationToken);
        var own = settings is not null || archive.NamesRepository ? archive.OwnFolders(settings) : [];
        var plan = RebuildPlanner.Plan(new RebuildRequest(layout, [.. request.Disks.Select(FindDisk)], request.Firmware ?? layout.Firmware)
        {
            Protections =
            [
                .. Protect(Path.GetFullPath(request.Layout), ProtectionReason.Medium),
                .. own.Where(folder => folder.Kind is OwnFolderKind.Repository || folder.Replica is not null).SelectMany(folder => Protect(folder.Path, ProtectionReason.Repository)),
            ],
        });
        return new PlanRebuildResult(plan);
    }

    private static async Task<IReadOnlyList<LayoutFile>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!FileLookup.IsDirectory(folder))
            throw new ArchivistException(new PathNotFound(folder));
        var files = new List<LayoutFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (FileLookup.Find(path) is { Kind: FileKind.File, Length: <= LargestFile })
                files.Add(new LayoutFile(Path.GetRelativePath(folder, path), await File.ReadAllBytesAsync(path, cancellationToken)));
        }

        return files;
    }

    private MachineDisk FindDisk(string path) => FileLookup.Find(path) switch
    {
        { Kind: FileKind.File, Length: var length } => _disks.OfFile(path, length),
        { Kind: FileKind.BlockDevice } => _disks.Find(path) ?? throw new ArchivistException(new NotBlockSource(path)),
        null => throw new ArchivistException(new PathNotFound(path)),
        _ => throw new ArchivistException(new NotBlockSource(path)),
    };

    /// <summary>The disks beneath a directory; none for one that does not exist or is on no disk.</summary>
    private static IEnumerable<DiskProtection> Protect(string folder, ProtectionReason reason) =>
        FileLookup.Find(folder) is { } found ? new PhysicalDisks().Find(found.Device).Select(disk => new DiskProtection(disk, reason, folder)) : [];
}
