using Archivist.App.Cli;
using Archivist.App.Composition;
using Archivist.Media;
using Archivist.Media.Catalogue;
using Archivist.Media.DiscSets;
using Archivist.Media.Par2;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository;

namespace Archivist.App.Steps.DiscSets;

/// <summary>Computes the packs of lost discs from the discs that are left and recovery discs. Needs no settings and no key.</summary>
internal static class DiscSetRebuilding
{
    /// <summary>Rebuilds what none of the discs has.</summary>
    /// <param name="context">Where to speak.</param>
    /// <param name="places">Images, drives, or folders of images: all discs that there are.</param>
    /// <param name="setName">The set; null for the only one with recovery discs.</param>
    /// <param name="output">A folder that gets the packs, and what opens a repository, so that it can be named like a disc.</param>
    /// <param name="cancellationToken">Leaves whole packs only.</param>
    internal static async Task<RebuiltPacks> RunAsync(CommandContext context, IReadOnlyList<string> places, string? setName, string output, CancellationToken cancellationToken)
    {
        var discs = new List<FoundDisc>();
        try
        {
            foreach (var path in places.SelectMany(DiscSource.FindImages))
                await OpenAsync(context, path, discs, cancellationToken);
            var (set, own) = ChooseSet(discs, setName);
            var files = own.SelectMany(disc => disc.RecoveryFiles).ToList();
            if (files.Count == 0)
                throw new ArchivistException(Failure.MediumFailed, $"set {set.Name}: its recovery discs hold no PAR2 files") { Hint = "Give another recovery disc of the set." };
            var archive = await Par2Archive.ReadAsync(files, cancellationToken);
            var names = archive.Set.Files.Select(file => PackOf(file.Name)).ToList();
            var contents = names.Select(name => discs.Select(disc => disc.FindContent(name)).FirstOrDefault(content => content is not null)).ToList();
            var condition = await Par2Verifier.CheckAsync(archive.Set, contents, Progress(context, "reading the discs that are left"), cancellationToken);
            var missingDiscs = FindMissing(discs, set);
            var folder = Path.GetFullPath(output);
            if (condition.Missing.Count == 0 && condition.Files.All(isWhole => isWhole))
                return new RebuiltPacks(set.Name, folder, missingDiscs, 0, 0, 0, archive.RecoverySlices);
            await CopySmallAsync(own[0].Store, folder, cancellationToken);
            var written = await Par2Repair.RunAsync(
                archive, contents, condition, file => PrepareFile(folder, file.Name), Progress(context, "computing"), cancellationToken);
            foreach (var file in written)
                await AcceptAsync(folder, file, cancellationToken);
            return new RebuiltPacks(set.Name, folder, missingDiscs, written.Count, written.Sum(file => file.Length), condition.Missing.Count, archive.RecoverySlices);
        }
        finally
        {
            foreach (var disc in discs)
                disc.Dispose();
        }
    }

    /// <summary>A disc that cannot be read is one of those that are lost.</summary>
    private static async Task OpenAsync(CommandContext context, string path, List<FoundDisc> discs, CancellationToken cancellationToken)
    {
        if (await DiscSource.TryOpenAsync(context, path, cancellationToken) is not { } disc)
            return;
        discs.Add(disc);
        if (disc.Repository != discs[0].Repository)
            throw new ArchivistException(Failure.Usage, $"{path}: this disc belongs to another repository than the others") { Hint = "Name only discs of one disk." };
    }

    private static (DiscSetName Set, IReadOnlyList<FoundDisc> RecoveryDiscs) ChooseSet(List<FoundDisc> discs, string? name)
    {
        var sets = discs.Where(disc => disc.Record is { Kind: DiscKind.Recovery } record && (name is null || record.Set.Name == name)).GroupBy(disc => disc.Record!.Set.Id).ToList();
        return sets switch
        {
            [] => throw new ArchivistException(Failure.MediumFailed, $"there is no recovery disc{(name is null ? "" : $" of set {name}")} among {discs.Count} discs")
            {
                Hint = "Only sets that were planned with --recovery-discs can be rebuilt, and it takes at least one of these discs.",
            },
            [var only] => (only.First().Record!.Set, [.. only]),
            _ => throw new ArchivistException(Failure.Usage, $"there are recovery discs of several sets: {string.Join(", ", sets.Select(set => set.First().Record!.Set.Name))}") { Hint = "Choose one with --set." },
        };
    }

    private static ObjectName PackOf(string path) => RepositoryLayout.TryParsePath(path, out var name) && name.Kind is ObjectKind.Pack
        ? name
        : throw new ArchivistException(Failure.Tampering, $"PAR2: {path} is no pack of a repository") { Hint = "Use recovery discs that 'archivist disc build' made." };

    private static IReadOnlyList<int> FindMissing(List<FoundDisc> discs, DiscSetName set)
    {
        var there = discs.Where(disc => disc.Record?.Set.Id == set.Id).Select(disc => disc.Record!.Volume).ToHashSet();
        var of = discs.First(disc => disc.Record?.Set.Id == set.Id).Record!.Of;
        return [.. Enumerable.Range(1, of).Where(volume => !there.Contains(volume))];
    }

    private static string PrepareFile(string folder, string name)
    {
        var path = Path.Combine(folder, name) + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>A pack gets its name when it is what its name says.</summary>
    private static async Task AcceptAsync(string folder, Par2File file, CancellationToken cancellationToken)
    {
        var (path, partial) = (Path.Combine(folder, file.Name), Path.Combine(folder, file.Name) + ".partial");
        Digest digest;
        await using (var stream = new FileStream(partial, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan))
            digest = await Digest.OfAsync(stream, cancellationToken);
        if (digest != PackOf(file.Name).Id)
        {
            File.Delete(partial);
            throw new ArchivistException(Failure.Tampering, $"{file.Name}: what was computed has the SHA-256 {digest.Short}") { Hint = "Use other recovery discs of the set." };
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Configuration, keys, indexes and snapshots: with them the folder is opened like a disc.</summary>
    private static async Task CopySmallAsync(IObjectStore disc, string folder, CancellationToken cancellationToken)
    {
        const int largest = 1 << 30;
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        var target = new FolderStore(folder);
        List<ObjectName> names = [ObjectName.Configuration];
        foreach (var kind in new[] { ObjectKind.Key, ObjectKind.Index, ObjectKind.Snapshot })
            names.AddRange((await disc.ListSortedAsync(kind, cancellationToken)).Select(item => item.Name));
        foreach (var name in names)
        {
            if (await target.FindLengthAsync(name, cancellationToken) is null)
                await target.PutAsync(name, new BytesContent(await disc.ReadAllAsync(name, largest, cancellationToken)), cancellationToken);
        }
    }

    private static ProgressDisplay<long> Progress(CommandContext context, string what) =>
        new(context.Output, context.Clock, (bytes, elapsed) => $"{what}: {Quantity.Bytes(bytes)}, {Quantity.Rate(bytes, elapsed)}");
}
