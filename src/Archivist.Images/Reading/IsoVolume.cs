using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Archivist.Images.Iso9660;
using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>The content of an image's volume descriptors (ECMA-119 clause 8).</summary>
internal sealed record IsoVolume
{
    private const int MaxDescriptors = 32;
    private const int MaxSessions = 99, SessionAlignment = 16;

    /// <summary>Blocks behind a session in which the next one is looked for.</summary>
    private const int SessionGap = 512;

    internal required string VolumeIdentifier { get; init; }

    internal required long Blocks { get; init; }

    internal required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where the root directory lies, in the primary volume and in Joliet's.</summary>
    internal required DiscExtent Root { get; init; }

    internal DiscExtent? JolietRoot { get; init; }

    internal long? BootCatalogBlock { get; init; }

    /// <summary>The block behind the terminator.</summary>
    internal required long End { get; init; }

    /// <summary>True when Archivist made it, by any of the places where that is written: an image of others is not judged by what only ours has.</summary>
    internal required bool IsOurs { get; init; }

    /// <summary>False when the volume says that it never had checksum tags.</summary>
    internal required bool HasChecksumTags { get; init; }

    /// <summary>
    /// Reads the descriptors of the newest session. One that was added lies behind the end of the one before it, in an image
    /// without the gap that a drive leaves, and begins at a multiple of 16 blocks.
    /// </summary>
    internal static async Task<IsoVolume?> FindNewestAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        var newest = await ReadAsync(reader, cancellationToken);
        for (var sessions = 1; newest is not null && sessions < MaxSessions; sessions++)
        {
            if (await FindNextAsync(reader, newest, cancellationToken) is not { } next)
                break;
            newest = next with { Blocks = Math.Max(newest.Blocks, next.Blocks) };
        }

        return newest;
    }

    private static async Task<IsoVolume?> FindNextAsync(BlockReader reader, IsoVolume before, CancellationToken cancellationToken)
    {
        var first = Sector.RoundUp(before.Blocks, SessionAlignment);
        for (var start = first; start < first + SessionGap; start += SessionAlignment)
        {
            if ((start + VolumeDescriptor.FirstBlock + 2) * Sector.Size > reader.Source.Length)
                break;
            try
            {
                if (await ReadAsync(reader, start, cancellationToken) is { } session)
                    return session;
            }
            catch (DamagedImageException)
            {
                // A session that was never finished, or bytes that look like one: what lies in front of it counts.
                break;
            }
        }

        return null;
    }

    /// <summary>Reads the descriptors of the first session; null when there is no ISO 9660 volume at all.</summary>
    internal static Task<IsoVolume?> ReadAsync(BlockReader reader, CancellationToken cancellationToken) => ReadAsync(reader, 0, cancellationToken);

    private static async Task<IsoVolume?> ReadAsync(BlockReader reader, long session, CancellationToken cancellationToken)
    {
        byte[]? primary = null, joliet = null;
        long? catalog = null;
        var first = session + VolumeDescriptor.FirstBlock;
        for (var block = first; block < first + MaxDescriptors; block++)
        {
            var descriptor = await reader.ReadAsync(block, "volume descriptor", cancellationToken);
            if (!descriptor.Span[1..6].SequenceEqual(VolumeDescriptor.StandardIdentifier))
            {
                if (block == first)
                    return null;
                throw new DamagedImageException("volume descriptor", block * Sector.Size, "is not one");
            }

            switch (descriptor.Span[0])
            {
                case VolumeDescriptor.PrimaryType:
                    primary ??= descriptor.ToArray();
                    break;
                case VolumeDescriptor.SupplementaryType when IsJoliet(descriptor.Span):
                    joliet ??= descriptor.ToArray();
                    break;
                case VolumeDescriptor.BootRecordType when descriptor.Span[7..].StartsWith(VolumeDescriptor.ElToritoIdentifier):
                    catalog ??= BinaryPrimitives.ReadUInt32LittleEndian(descriptor.Span[71..]);
                    break;
                case VolumeDescriptor.TerminatorType:
                    return Parse(primary, joliet, catalog, session, block + 1);
            }
        }

        throw new DamagedImageException("volume descriptors", first * Sector.Size, "have no end");
    }

    private static bool IsJoliet(ReadOnlySpan<byte> descriptor) =>
        descriptor[88] == '%' && descriptor[89] == '/' && descriptor[90] is (byte)'@' or (byte)'C' or (byte)'E';

    private static IsoVolume Parse(byte[]? primary, byte[]? joliet, long? catalog, long session, long end)
    {
        const string thing = "primary volume descriptor";
        var offset = (session + VolumeDescriptor.FirstBlock) * Sector.Size;
        if (primary is null)
            throw new DamagedImageException(thing, offset, "is missing");
        if (IsoNumber.Both16(primary.AsSpan(128), thing, offset + 128) != Sector.Size)
            throw new DamagedImageException(thing, offset + 128, "says that blocks are not 2048 bytes long");
        return new IsoVolume
        {
            VolumeIdentifier = Encoding.ASCII.GetString(primary, 40, 32).TrimEnd(' ', '\0'),
            Blocks = session + IsoNumber.Both32(primary.AsSpan(80), thing, offset + 80),
            CreatedAt = Time(primary.AsSpan(813, 17)),
            Root = RootOf(primary, thing, offset),
            JolietRoot = joliet is null ? null : RootOf(joliet, "Joliet volume descriptor", offset),
            BootCatalogBlock = catalog,
            End = end,
            IsOurs = primary.AsSpan(574, 128).StartsWith("ARCHIVIST"u8) || primary.AsSpan(VolumeDescriptor.ApplicationUse).StartsWith(VolumeDescriptor.NoTagsMark)
                || (joliet?.AsSpan(574, 128).StartsWith(Encoding.BigEndianUnicode.GetBytes("ARCHIVIST")) ?? false),
            HasChecksumTags = !primary.AsSpan(VolumeDescriptor.ApplicationUse).StartsWith(VolumeDescriptor.NoTagsMark),
        };
    }

    private static DiscExtent RootOf(byte[] descriptor, Thing thing, long offset) => new(
        IsoNumber.Both32(descriptor.AsSpan(158), thing, offset + 158) * (long)Sector.Size,
        IsoNumber.Both32(descriptor.AsSpan(166), thing, offset + 166));

    internal static DateTimeOffset? Time(ReadOnlySpan<byte> field) =>
        DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(field[..16]), "yyyyMMddHHmmssff", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time)
            ? time.AddMinutes(-15 * (sbyte)field[16])
            : null;
}
