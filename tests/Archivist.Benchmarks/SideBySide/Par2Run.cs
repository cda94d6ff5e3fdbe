using Archivist.Correction.Par2;
using Archivist.Repository.Stores;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>Our PAR2 as a process of its own, so that its time and memory are measured like those of another program.</summary>
internal static class Par2Run
{
    internal const int SliceSize = 1 << 20;
    internal const int RecoverySlices = 100;

    internal static async Task CreateAsync(string folder, string index, CancellationToken cancellationToken)
    {
        List<Par2Input> inputs = [.. Directory.EnumerateFiles(folder, "pack*").Select(path => new Par2Input(Path.GetFileName(path), new FileContent(path)))];
        var set = await Par2Creator.DescribeAsync(SliceSize, inputs, null, cancellationToken);
        await Par2Creator.WriteIndexAsync(set, Path.Combine(folder, index + ".par2"), cancellationToken);
        await Par2Creator.WriteVolumeAsync(set, inputs, 0, RecoverySlices, Path.Combine(folder, $"{index}.vol000+{RecoverySlices}.par2"), null, cancellationToken);
    }

    internal static async Task RepairAsync(string folder, string index, CancellationToken cancellationToken)
    {
        var archive = await Par2Archive.ReadAsync([.. Directory.EnumerateFiles(folder, index + "*.par2").Select(path => new Par2Input(Path.GetFileName(path), new FileContent(path)))], cancellationToken);
        IReplayableContent?[] contents = [.. archive.Set.Files.Select(file => Path.Combine(folder, file.Name)).Select(path => File.Exists(path) ? new FileContent(path) : null)];
        var condition = await Par2Verifier.CheckAsync(archive.Set, contents, null, cancellationToken);
        await Par2Repair.RunAsync(archive, contents, condition, file => Path.Combine(folder, file.Name), null, cancellationToken);
    }
}
