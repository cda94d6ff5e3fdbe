using System.Collections;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Discs.Planning;

/// <summary>
/// The packs that each snapshot needs, in the order of a restore, found by reading every tree once. Takes about a
/// hundred bytes of memory per tree.
/// </summary>
public sealed class SnapshotNeeds
{
    private readonly List<PackId> _packs = [];
    private readonly Dictionary<PackId, int> _numbers = [];
    private readonly Dictionary<BlobId, FolderNeeds> _folders = [];

    private SnapshotNeeds(IReadOnlyList<Snapshot> snapshots) => Snapshots = snapshots;

    /// <summary>The snapshots, newest first.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    /// <summary>
    /// All packs that a snapshot needs: those of the newest one first, its directories and then its files, each in the order of a restore; then
    /// what the next one needs besides, and so on.
    /// </summary>
    public IReadOnlyList<PackId> Packs => _packs;

    /// <summary>Reads all directories of all snapshots. The repository reports a tree that cannot be read: what is needed is unknown then.</summary>
    public static async Task<SnapshotNeeds> FindAsync(IndexedRepository repository, CancellationToken cancellationToken)
    {
        var listed = await repository.Repository.ListSnapshotsAsync(cancellationToken);
        // A catalogue is older than the snapshot it was taken with, and no restore waits for it.
        var needs = new SnapshotNeeds([.. listed.Reverse().OrderBy(snapshot => snapshot.IsCatalogue())]);
        foreach (var snapshot in needs.Snapshots)
            await needs.WalkAsync(repository, snapshot, cancellationToken);
        return needs;
    }

    /// <summary>For each snapshot, newest first, the volumes that it takes to restore it.</summary>
    /// <param name="volumeOf">The number of the volume that a pack lies on, from 0; -1 when it lies on none.</param>
    /// <param name="volumes">How many volumes there are.</param>
    public IReadOnlyList<(Snapshot Snapshot, IReadOnlyList<int> Volumes, bool IsComplete)> Spread(Func<PackId, int> volumeOf, int volumes)
    {
        // One bit more for packs that lie nowhere.
        var known = new Dictionary<BlobId, BitArray>();
        var places = _packs.Select(pack => volumeOf(pack) is var volume and >= 0 ? volume : volumes).ToArray();
        return
        [
            .. Snapshots.Select(snapshot =>
            {
                var bits = Gather(snapshot.Tree, places, volumes + 1, known);
                return (snapshot, (IReadOnlyList<int>)[.. Enumerable.Range(0, volumes).Where(volume => bits[volume])], !bits[volumes]);
            }),
        ];
    }

    private async Task WalkAsync(IndexedRepository repository, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var pending = new Stack<BlobId>();
        var contents = new List<BlobId>();
        pending.Push(snapshot.Tree);
        while (pending.TryPop(out var tree))
        {
            if (_folders.ContainsKey(tree))
                continue;
            var nodes = await repository.ReadTreeAsync(tree, cancellationToken);
            var needs = new FolderNeeds(
                Number(repository.FindTree(tree) ?? throw Lost(snapshot, tree)),
                [.. nodes.Where(node => node.Subtree is not null).Select(node => node.Subtree!.Value)], []);
            _folders.Add(tree, needs);
            contents.Add(tree);
            foreach (var below in Enumerable.Reverse(needs.Below))
                pending.Push(below);
            // Numbered behind the directories; for now the pieces are looked up only.
            foreach (var blob in nodes.SelectMany(node => node.Content))
            {
                var pack = repository.FindData(blob)?.Pack ?? throw Lost(snapshot, blob);
                if (needs.Content.Count == 0 || needs.Content[^1] != pack)
                    needs.Content.Add(pack);
            }
        }

        foreach (var tree in contents)
        {
            var needs = _folders[tree];
            needs.Numbers = [.. needs.Content.Select(Number).Distinct()];
            needs.Content.Clear();
            needs.Content.TrimExcess();
        }
    }

    private int Number(PackId pack)
    {
        if (_numbers.TryGetValue(pack, out var number))
            return number;
        _numbers.Add(pack, number = _packs.Count);
        _packs.Add(pack);
        return number;
    }

    /// <summary>Without recursion: a hostile tree is as deep as it likes. Folders below come first, so each is gathered once.</summary>
    private BitArray Gather(BlobId root, int[] places, int length, Dictionary<BlobId, BitArray> known)
    {
        var pending = new Stack<(BlobId Tree, bool IsOpened)>();
        pending.Push((root, false));
        while (pending.TryPop(out var next))
        {
            if (known.ContainsKey(next.Tree))
                continue;
            var needs = _folders[next.Tree];
            if (!next.IsOpened)
            {
                pending.Push((next.Tree, true));
                foreach (var below in needs.Below)
                    pending.Push((below, false));
                continue;
            }

            var bits = new BitArray(length) { [places[needs.Own]] = true };
            foreach (var number in needs.Numbers)
                bits[places[number]] = true;
            foreach (var below in needs.Below)
                bits.Or(known[below]);
            known.Add(next.Tree, bits);
        }

        return known[root];
    }

    private static ArchivistException Lost(Snapshot snapshot, BlobId blob) =>
        new(new SnapshotNeedsUnknownBlob(snapshot.Id, blob));

    private sealed class FolderNeeds(int own, BlobId[] below, List<PackId> content)
    {
        internal int Own => own;

        internal BlobId[] Below => below;

        internal List<PackId> Content => content;

        internal int[] Numbers { get; set; } = [];
    }
}
