namespace Archivist.Benchmarks.SideBySide;

/// <summary>One kind of data, and what is done with it.</summary>
/// <param name="Make">Makes the data in a folder.</param>
/// <param name="Steps">In the order of <see cref="Step"/>.</param>
internal sealed record Workload(string Name, Func<string, CancellationToken, Task<SourceData>> Make, IReadOnlyList<Step> Steps)
{
    internal static IReadOnlyList<Workload> All(Settings settings)
    {
        var bytes = settings.SizeMiB * (1L << 20);
        return
        [
            new("tree", (folder, _) => Task.FromResult(settings.Tree is { } tree ? SourceData.Of(tree, tree) : SourceData.CopyTree(folder, bytes, ["/usr/lib", "/usr/share"])),
                settings.Tree is null ? Enum.GetValues<Step>() : [.. Enum.GetValues<Step>().Where(step => step is not Step.ChangedSnapshot)]),
            new("image", (folder, cancellationToken) => DiskImage.MakeAsync(folder, bytes * 2, cancellationToken), [Step.InitialSnapshot, Step.ChangedSnapshot]),
            new("incompressible", (folder, cancellationToken) => SourceData.MakeIncompressibleAsync(folder, bytes / 2, cancellationToken),
                [Step.InitialSnapshot, Step.UnchangedSnapshot, Step.Restore, Step.CheckReadData]),
        ];
    }
}
