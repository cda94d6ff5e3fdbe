using System.Globalization;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>What the specification asks of the stanzas of its own types, whichever of them opens the file.</summary>
internal static class StanzaRules
{
    /// <summary>The binary logarithm of the most scrypt rounds on reading: 1 GiB and some seconds. age writes 18 by default.</summary>
    internal const int LargestWork = 20;

    /// <summary>The same stanzas.</summary>
    /// <exception cref="ArchivistException"><see cref="AgeHeaderInvalid"/>; <see cref="AgeWorkExcessive"/>.</exception>
    internal static IReadOnlyList<AgeStanza> Require(IReadOnlyList<AgeStanza> stanzas, string file)
    {
        foreach (var stanza in stanzas)
        {
            var isValid = stanza.Type switch
            {
                AgeStanza.X25519 => stanza.Arguments is [var share] && HasSize(share, Curve.Size) && IsWrappedKey(stanza),
                AgeStanza.Hybrid => stanza.Arguments is [var share] && HasSize(share, HybridKem.EncapsulationSize) && IsWrappedKey(stanza),
                AgeStanza.Passphrase => stanza.Arguments is [var salt, var work] && HasSize(salt, PassphraseWrap.SaltSize) && IsNumber(work) && IsWrappedKey(stanza),
                _ => true,
            };
            if (!isValid)
                throw new ArchivistException(new AgeHeaderInvalid(file, AgeHeaderFault.Stanza));
            if (stanza.Type == AgeStanza.Passphrase && stanzas.Count > 1)
                throw new ArchivistException(new AgeHeaderInvalid(file, AgeHeaderFault.PassphraseNotAlone));
            if (stanza.Type == AgeStanza.Passphrase && WorkOf(stanza) is > LargestWork and var excessive)
                throw new ArchivistException(new AgeWorkExcessive(file, excessive, LargestWork));
        }

        return stanzas;
    }

    /// <summary>The binary logarithm of the scrypt rounds of a valid stanza; a number that no integer holds is the largest one.</summary>
    internal static int WorkOf(AgeStanza stanza) => int.TryParse(stanza.Arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var work) ? work : int.MaxValue;

    private static bool HasSize(string text, int size) => RawBase64.TryDecode(text)?.Length == size;

    private static bool IsWrappedKey(AgeStanza stanza) => stanza.Body.Length == AgeStanza.WrappedKeySize;

    private static bool IsNumber(string text) => text[0] is >= '1' and <= '9' && text.All(char.IsAsciiDigit);
}
