namespace Archivist.Keys.Shares;

/// <summary>
/// The checksum of a mnemonic: a Reed-Solomon code over GF(1024) with three check words (SLIP-0039, "Checksum", RS1024). It detects up to three wrong words for certain,
/// and locates a single one: which position, never which word is right, because the standard allows hints and no corrections.
/// </summary>
internal static class MnemonicChecksum
{
    internal const int Words = 3;

    private const int WordValues = 1024;

    private static readonly uint[] Generator =
    [
        0x0E0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009, 0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120,
    ];

    /// <summary>The three check words for the words before them.</summary>
    internal static ushort[] Create(ReadOnlySpan<ushort> words, bool isExtendable)
    {
        var remainder = Remainder([.. words, 0, 0, 0], isExtendable) ^ 1;
        return [(ushort)(remainder >> 20 & 0x3FF), (ushort)(remainder >> 10 & 0x3FF), (ushort)(remainder & 0x3FF)];
    }

    internal static bool IsRight(ReadOnlySpan<ushort> words, bool isExtendable) => Remainder(words, isExtendable) == 1;

    /// <summary>Positions, counted from 0, that explain a wrong checksum: a single word, or two neighbours that were swapped; empty if neither does.</summary>
    internal static IReadOnlyList<int> Locate(ReadOnlySpan<ushort> words, bool isExtendable)
    {
        var suspects = new SortedSet<int>();
        // The remainder is linear in the words: a change of one of them changes it by what the change alone, followed by zeros, leaves.
        var wrong = Remainder(words, isExtendable) ^ 1;
        for (var position = 0; position < words.Length; position++)
        {
            for (uint change = 1; change < WordValues; change++)
            {
                var effect = change;
                for (var after = position + 1; after < words.Length; after++)
                    effect = Step(effect, 0);
                if (effect == wrong)
                    suspects.Add(position);
            }
        }

        var swapped = words.ToArray();
        for (var position = 0; suspects.Count == 0 && position + 1 < swapped.Length; position++)
        {
            (swapped[position], swapped[position + 1]) = (swapped[position + 1], swapped[position]);
            if (IsRight(swapped, isExtendable))
                suspects.UnionWith([position, position + 1]);
            (swapped[position], swapped[position + 1]) = (swapped[position + 1], swapped[position]);
        }

        return [.. suspects];
    }

    private static uint Remainder(ReadOnlySpan<ushort> words, bool isExtendable)
    {
        uint remainder = 1;
        foreach (var letter in isExtendable ? "shamir_extendable"u8 : "shamir"u8)
            remainder = Step(remainder, letter);
        foreach (var word in words)
            remainder = Step(remainder, word);
        return remainder;
    }

    private static uint Step(uint remainder, ushort word)
    {
        var top = remainder >> 20;
        var next = (remainder & 0xFFFFF) << 10 ^ word;
        for (var bit = 0; bit < Generator.Length; bit++)
            next ^= Generator[bit] & (uint)-(int)(top >> bit & 1);
        return next;
    }
}
