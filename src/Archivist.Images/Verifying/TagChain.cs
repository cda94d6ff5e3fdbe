using Archivist.Images.Checksums;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Images.Verifying;

/// <summary>Finds the three checksum tags: the first lies behind the volume descriptors, each names the place of the next.</summary>
internal static class TagChain
{
    internal static async Task<IReadOnlyList<ChecksumTag>> ReadAsync(
        BlockReader reader, long first, Findings findings, CancellationToken cancellationToken)
    {
        var tags = new List<ChecksumTag>();
        long? position = first;
        foreach (var kind in Enum.GetValues<ChecksumTagKind>())
        {
            if (position is not { } block)
                break;
            var tag = await findings.TryAsync(() => ReadOneAsync(reader, block, kind, cancellationToken));
            if (tag is null)
                break;
            tags.Add(tag);
            position = tag.Next;
        }

        if (tags.Count is > 0 and < 3 && tags[^1].Next is null)
            findings.Damaged($"{tags[^1].Kind} checksum tag", tags[^1].Position * Sector.Size, "does not say where the next one is");
        return tags;
    }

    private static async Task<ChecksumTag> ReadOneAsync(
        BlockReader reader, long block, ChecksumTagKind kind, CancellationToken cancellationToken)
    {
        var thing = $"{kind} checksum tag";
        var tag = ChecksumTag.Read((await reader.ReadAsync(block, thing, cancellationToken)).Span, kind)
            ?? throw new DamagedImageException(thing, block * Sector.Size, "is missing or damaged");
        if (tag.Position != block || tag.RangeSize != block || tag.Next <= block)
            throw new DamagedImageException(thing, block * Sector.Size, "belongs to another place");
        return tag;
    }
}
