using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Finding;

/// <summary>Matches files with certain blobs, directories with certain trees, or either with blobs in certain packs.</summary>
public sealed class ObjectCriterion : ISearchCriterion
{
    private readonly IndexedRepository _repository;
    private readonly List<(UInt128 Value, UInt128 Mask)> _prefixes;

    /// <param name="repository">The repository whose index locates blobs in packs.</param>
    /// <param name="kind">What the ids name.</param>
    /// <param name="ids">Ids or id prefixes; any other text is <see cref="Failure.Usage"/>.</param>
    public ObjectCriterion(IndexedRepository repository, SoughtObject kind, IEnumerable<string> ids)
    {
        _repository = repository;
        Kind = kind;
        _prefixes = [.. ids.Select(Parse)];
    }

    /// <summary>What the ids name.</summary>
    public SoughtObject Kind { get; }

    /// <inheritdoc/>
    public bool Matches(TreeEntry entry) => IdsIn(entry.Node).Any();

    /// <inheritdoc/>
    public bool MayMatchBelow(byte[] folder) => true;

    /// <summary>The blobs or trees of an entry for which it is sought.</summary>
    public IEnumerable<BlobId> IdsIn(Node node) => Kind switch
    {
        SoughtObject.Blob => node.Content.Where(id => IsSought(id.Value)).Distinct(),
        SoughtObject.Tree => node.Subtree is { } tree && IsSought(tree.Value) ? [tree] : [],
        _ => node.Content.Where(id => _repository.FindData(id) is { } place && IsSought(place.Pack.Value)).Distinct()
            .Concat(node.Subtree is { } tree && _repository.FindTree(tree) is { } pack && IsSought(pack.Value) ? [tree] : []),
    };

    private bool IsSought(Digest id)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        id.WriteTo(bytes);
        var start = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        foreach (var (value, mask) in _prefixes)
        {
            if ((start & mask) == value)
                return true;
        }

        return false;
    }

    /// <summary>The first half of an id is unique in practice, so only that is compared.</summary>
    private static (UInt128, UInt128) Parse(string id)
    {
        var digits = id.Length <= 32 ? id : id[..32];
        if (id.Length is 0 or > Digest.Size * 2 || !id.All(char.IsAsciiHexDigit))
            throw new ArchivistException(new IdInvalid(id));
        var free = 4 * (32 - digits.Length);
        var value = UInt128.Parse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null) << free;
        return (value, UInt128.MaxValue << free);
    }
}
