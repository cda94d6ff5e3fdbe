using Archivist.Discs.Labels;
using Archivist.Repository.Crypto;
using Archivist.Repository.Snapshots;

namespace Archivist.TestKit;

/// <summary>Discs to print labels of.</summary>
public static class SampleDiscs
{
    /// <summary>A disc of a set.</summary>
    public static DiscFacts Disc(int number = 2, int of = 3, string kind = "full", string disk = "alice-laptop", string set = "2026-W47") => new()
    {
        DiscId = new Guid(0x7b0e1c7a, 0x58e2, 0x4a0e, 0x9c, 0x44, 0x0d, 0x4f, 0x6a, 0x1c, 0x2b, (byte)number),
        Disk = disk,
        Set = set,
        Number = number,
        Of = of,
        Kind = kind,
        BaseSet = kind == "delta" ? "2026-W40" : null,
        Medium = "DVD+R",
        Volume = $"ALICE_LAPTOP_2026_11_21_{number}",
        MadeAt = new DateTimeOffset(2026, 11, 21, 3, 14, 0, TimeSpan.Zero),
        Snapshot = Digest.Of("snapshot"u8),
        ImageSha256 = Digest.Of([(byte)number]),
        Bytes = 4_612_345_678,
        LedgerHead = Digest.Of("ledger"u8),
        Boots = number == 1,
        IsProtected = true,
    };

    /// <summary>A set with so many discs.</summary>
    public static IReadOnlyList<DiscFacts> Set(int of, string kind = "full") => [.. Enumerable.Range(1, of).Select(number => Disc(number, of, kind))];
}
