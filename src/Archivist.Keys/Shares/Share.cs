using System.Security.Cryptography;
using System.Text;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Shares;

/// <summary>One SLIP-0039 share: its place in a set, and the secret part of it. Immutable. <see cref="ToString"/> does not print the secret; <see cref="Mnemonic"/> does.</summary>
public sealed class Share
{
    private const int WordBits = 10;

    /// <summary>Identifier, extendable flag, iteration exponent; group and member indexes and thresholds.</summary>
    private const int HeaderWords = 4;

    /// <summary>A secret of 128 bits.</summary>
    private const int FewestWords = HeaderWords + 13 + MnemonicChecksum.Words;

    private readonly byte[] _value;

    internal Share(ShareParameters parameters, int group, int member, int memberThreshold, byte[] value)
    {
        (Set, Group, Member, MemberThreshold, _value) = (parameters, group, member, memberThreshold, value);
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes(Mnemonic));
        Fingerprint = Convert.ToHexStringLower(bytes.AsSpan(0, 8));
    }

    /// <summary>What it has in common with the other shares of its set.</summary>
    public ShareParameters Set { get; }

    /// <summary>The group that it belongs to, counted from 0.</summary>
    public int Group { get; }

    /// <summary>Its number in the group, counted from 0.</summary>
    public int Member { get; }

    /// <summary>How many members of the group are needed.</summary>
    public int MemberThreshold { get; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of <see cref="Mnemonic"/>: distinguishes shares without giving them away, because the value of a share has at least 128 random bits.</summary>
    public string Fingerprint { get; }

    /// <summary>Its length in bytes: that of the secret.</summary>
    internal int Length => _value.Length;

    internal SharePoint Point => new((byte)Member, _value);

    /// <summary>The words, separated by spaces: 20 for a secret of 128 bits, 33 for one of 256. This is the secret.</summary>
    public string Mnemonic => string.Join(' ', Words());

    /// <summary>Reads what someone typed: words in any case, separated by any white space; numbers before words ("1. duckling") are passed over, and a check behind a row (<see cref="SheetText"/>) must be right.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it is not a share; the problem says which word, or which position, and never repeats more than one word.</exception>
    public static Share Parse(string text)
    {
        var typed = WordsOf(text);
        var words = new ushort[typed.Count];
        for (var i = 0; i < words.Length; i++)
        {
            if (!WordList.TryFind(typed[i], out words[i]))
                throw new ArchivistException(new ShareWordUnknown(i + 1, typed[i], WordList.CandidatesFor(typed[i])));
        }

        return Decode(words);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Set.Words}, group {Group + 1}, member {Member + 1}";

    /// <summary>The words of a text, without numbers before them and checks behind them.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: a row differs from its check (<see cref="SheetRowWrong"/>).</exception>
    internal static IReadOnlyList<string> WordsOf(string text) =>
    [
        .. string.Join(' ', SheetText.Read(text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', ';', ':', ')', '('))
            .Where(word => word.Length > 0 && !word.All(char.IsAsciiDigit)),
    ];

    private static Share Decode(ushort[] words)
    {
        if (words.Length < FewestWords)
            throw new ArchivistException(new ShareLengthWrong(words.Length));
        var valueWords = words.Length - HeaderWords - MnemonicChecksum.Words;
        var padding = valueWords * WordBits % 16;
        // One word too many or too few; more padding than this would be a whole unit of the secret.
        if (padding > 8)
            throw new ArchivistException(new ShareLengthWrong(words.Length));
        var header = ((ulong)words[0] << 30) | ((ulong)words[1] << 20) | ((ulong)words[2] << 10) | words[3];
        int Field(int shift, int bits) => (int)(header >> shift) & ((1 << bits) - 1);
        var isExtendable = Field(24, 1) == 1;
        if (!MnemonicChecksum.IsRight(words, isExtendable))
            throw new ArchivistException(new ShareChecksumWrong([.. Suspects(words, isExtendable).Select(position => position + 1)]));
        var (groupThreshold, groupCount) = (Field(12, 4) + 1, Field(8, 4) + 1);
        if (groupThreshold > groupCount)
            throw new ArchivistException(new ShareGroupsWrong(groupThreshold, groupCount));
        var value = Unpack(words.AsSpan(HeaderWords, valueWords), padding) ?? throw new ArchivistException(new SharePaddingWrong());
        return new Share(new ShareParameters(Field(25, 15), isExtendable, Field(20, 4), groupThreshold, groupCount), Field(16, 4), Field(4, 4), Field(0, 4) + 1, value);
    }

    /// <summary>The second word holds the flag that chooses the checksum, so a wrong one may have turned it.</summary>
    private static IReadOnlyList<int> Suspects(ushort[] words, bool isExtendable) =>
        MnemonicChecksum.Locate(words, isExtendable) is { Count: > 0 } found ? found
            : MnemonicChecksum.Locate(words, !isExtendable).Contains(1) ? [1]
            : [];

    /// <summary>Null if a bit of the padding in front is set.</summary>
    private static byte[]? Unpack(ReadOnlySpan<ushort> words, int padding)
    {
        var bytes = new byte[(words.Length * WordBits - padding) / 8];
        for (var bit = 0; bit < words.Length * WordBits; bit++)
        {
            if ((words[bit / WordBits] >> (WordBits - 1 - bit % WordBits) & 1) == 0)
                continue;
            if (bit < padding)
                return null;
            bytes[(bit - padding) / 8] |= (byte)(0x80 >> (bit - padding) % 8);
        }

        return bytes;
    }

    private IEnumerable<string> Words()
    {
        var header = (ulong)Set.Identifier << 25 | (Set.IsExtendable ? 1UL : 0) << 24 | (ulong)Set.IterationExponent << 20 | (ulong)Group << 16
            | (ulong)(Set.GroupThreshold - 1) << 12 | (ulong)(Set.GroupCount - 1) << 8 | (ulong)Member << 4 | (uint)(MemberThreshold - 1);
        var valueWords = (_value.Length * 8 + WordBits - 1) / WordBits;
        var words = new ushort[HeaderWords + valueWords];
        for (var i = 0; i < HeaderWords; i++)
            words[i] = (ushort)(header >> (HeaderWords - 1 - i) * WordBits & 0x3FF);
        var padding = valueWords * WordBits - _value.Length * 8;
        for (var bit = 0; bit < _value.Length * 8; bit++)
        {
            if ((_value[bit / 8] & 0x80 >> bit % 8) != 0)
                words[HeaderWords + (padding + bit) / WordBits] |= (ushort)(1 << (WordBits - 1 - (padding + bit) % WordBits));
        }

        return words.Concat(MnemonicChecksum.Create(words, Set.IsExtendable)).Select(WordList.WordOf);
    }
}
