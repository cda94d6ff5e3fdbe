using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Archivist.Media.Iso9660;

namespace Archivist.Media.Reading;

/// <summary>What the volume descriptors of an image say (ECMA-119 clause 8).</summary>
internal sealed record IsoVolume
{
    private const int MaxDescriptors = 32;

    internal required string VolumeIdentifier { get; init; }

    internal required long Blocks { get; init; }

    internal required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where the root folder lies, in the primary volume and in Joliet's.</summary>
    internal required DiscExtent Root { get; init; }

    internal DiscExtent? JolietRoot { get; init; }

    internal long? BootCatalogBlock { get; init; }

    /// <summary>The block behind the terminator.</summary>
    internal required long End { get; init; }

    /// <summary>False when the volume says that it never had checksum tags.</summary>
    internal required bool HasChecksumTags { get; init; }

    /// <summary>Reads the descriptors; null when there is no ISO 9660 volume at all.</summary>
    internal static async Task<IsoVolume?> ReadAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        byte[]? primary = null, joliet = null;
        long? catalog = null;
        for (long block = VolumeDescriptor.FirstBlock; block < VolumeDescriptor.FirstBlock + MaxDescriptors; block++)
        {
            var descriptor = await reader.ReadAsync(block, "volume descriptor", cancellationToken);
            if (!descriptor.Span[1..6].SequenceEqual(VolumeDescriptor.StandardIdentifier))
            {
                if (block == VolumeDescriptor.FirstBlock)
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
                    return Parse(primary, joliet, catalog, block + 1);
            }
        }

        throw new DamagedImageException("volume descriptors", VolumeDescriptor.FirstBlock * Sector.Size, "have no end");
    }

    private static bool IsJoliet(ReadOnlySpan<byte> descriptor) =>
        descriptor[88] == '%' && descriptor[89] == '/' && descriptor[90] is (byte)'@' or (byte)'C' or (byte)'E';

    private static IsoVolume Parse(byte[]? primary, byte[]? joliet, long? catalog, long end)
    {
        const string thing = "primary volume descriptor";
        const long offset = VolumeDescriptor.FirstBlock * Sector.Size;
        if (primary is null)
            throw new DamagedImageException(thing, offset, "is missing");
        if (IsoNumber.Both16(primary.AsSpan(128), thing, offset + 128) != Sector.Size)
            throw new DamagedImageException(thing, offset + 128, "says that blocks are not 2048 bytes long");
        return new IsoVolume
        {
            VolumeIdentifier = Encoding.ASCII.GetString(primary, 40, 32).TrimEnd(' ', '\0'),
            Blocks = IsoNumber.Both32(primary.AsSpan(80), thing, offset + 80),
            CreatedAt = Time(primary.AsSpan(813, 17)),
            Root = RootOf(primary, thing, offset),
            JolietRoot = joliet is null ? null : RootOf(joliet, "Joliet volume descriptor", offset),
            BootCatalogBlock = catalog,
            End = end,
            HasChecksumTags = !primary.AsSpan(VolumeDescriptor.ApplicationUse).StartsWith(VolumeDescriptor.NoTagsMark),
        };
    }

    private static DiscExtent RootOf(byte[] descriptor, string thing, long offset) => new(
        IsoNumber.Both32(descriptor.AsSpan(158), thing, offset + 158) * (long)Sector.Size,
        IsoNumber.Both32(descriptor.AsSpan(166), thing, offset + 166));

    internal static DateTimeOffset? Time(ReadOnlySpan<byte> field) =>
        DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(field[..16]), "yyyyMMddHHmmssff", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time)
            ? time.AddMinutes(-15 * (sbyte)field[16])
            : null;
}
