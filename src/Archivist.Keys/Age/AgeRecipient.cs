using System.Text;
using Archivist.Keys.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>Whom an age file is written for: the public half of a key pair, or a passphrase. Immutable and thread-safe. The private constructor closes the set.</summary>
public abstract class AgeRecipient
{
    /// <summary>The binary logarithm of the scrypt rounds of new files: about a second, as age writes them.</summary>
    public const int UsualWork = 18;

    private AgeRecipient(AgeRecipientKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public AgeRecipientKind Kind { get; }

    private static ReadOnlySpan<byte> ClassicPrefix => "age"u8;

    private static ReadOnlySpan<byte> HybridPrefix => "age1pq"u8;

    /// <summary>A passphrase. The recipient keeps no copy, so the bytes must stay as they are until the file is written.</summary>
    /// <param name="passphrase">UTF-8, not empty.</param>
    /// <param name="work">The binary logarithm of the scrypt rounds, 1 to 20.</param>
    public static AgeRecipient OfPassphrase(ReadOnlyMemory<byte> passphrase, int work = UsualWork)
    {
        ArgumentOutOfRangeException.ThrowIfZero(passphrase.Length, nameof(passphrase));
        ArgumentOutOfRangeException.ThrowIfLessThan(work, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(work, StanzaRules.LargestWork);
        return new Passphrase(passphrase, work);
    }

    /// <summary>Reads the text of a recipient: <c>age1…</c> or <c>age1pq1…</c>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is not one, or of a type of plugins and hardware (<see cref="AgeRecipientInvalid"/>).</exception>
    public static AgeRecipient Parse(string text)
    {
        var ascii = Encoding.UTF8.GetBytes(text);
        if (Bech32.TryDecode(HybridPrefix, ascii) is { } hybrid && HybridKem.IsRecipient(hybrid))
            return OfHybrid(hybrid);
        if (Bech32.TryDecode(ClassicPrefix, ascii) is { Length: Curve.Size } share && Curve.TryAgree(SystemRandom.GetBytes(Curve.Size), share) is not null)
            return OfClassic(share);
        throw new ArchivistException(new AgeRecipientInvalid(text));
    }

    internal static AgeRecipient OfClassic(byte[] share) => new Classic(share);

    internal static AgeRecipient OfHybrid(byte[] recipient) => new Hybrid(recipient);

    internal abstract AgeStanza Wrap(ReadOnlySpan<byte> fileKey);

    private sealed class Passphrase(ReadOnlyMemory<byte> passphrase, int work) : AgeRecipient(AgeRecipientKind.Passphrase)
    {
        public override string ToString() => "passphrase";

        internal override AgeStanza Wrap(ReadOnlySpan<byte> fileKey) => PassphraseWrap.Wrap(fileKey, passphrase.Span, work);
    }

    private sealed class Classic(byte[] share) : AgeRecipient(AgeRecipientKind.Classic)
    {
        public override string ToString() => Encoding.ASCII.GetString(Bech32.Encode(ClassicPrefix, share));

        internal override AgeStanza Wrap(ReadOnlySpan<byte> fileKey) => CurveWrap.Wrap(fileKey, share);
    }

    private sealed class Hybrid(byte[] recipient) : AgeRecipient(AgeRecipientKind.Hybrid)
    {
        public override string ToString() => Encoding.ASCII.GetString(Bech32.Encode(HybridPrefix, recipient));

        internal override AgeStanza Wrap(ReadOnlySpan<byte> fileKey) => HybridWrap.Wrap(fileKey, recipient);
    }
}
