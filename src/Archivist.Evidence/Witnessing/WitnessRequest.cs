using System.Globalization;
using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence.Witnessing;

/// <summary>A checkpoint that a witness is to cosign, with the proof that it continues the last one that it cosigned (C2SP tlog-witness, "add-checkpoint"). Immutable.</summary>
/// <param name="OldSize">The number of entries that the witness knows; 0 for none.</param>
/// <param name="Proof">The consistency proof from there, lowest first; empty from 0 or from the same size.</param>
/// <param name="Checkpoint">The signed checkpoint, as a note.</param>
public sealed record WitnessRequest(long OldSize, IReadOnlyList<Digest> Proof, ReadOnlyMemory<byte> Checkpoint)
{
    /// <summary>No request is longer.</summary>
    public const int MaxBytes = Evidence.Checkpoint.MaxBytes + 4096;

    // A proof over 2^63 entries has no more.
    private const int MostHashes = 63;

    /// <summary>Reads a request; null for anything else.</summary>
    public static WitnessRequest? Parse(ReadOnlyMemory<byte> body)
    {
        var end = body.Span.IndexOf("\n\n"u8);
        if (end < 0 || body.Length > MaxBytes)
            return null;
        var lines = Encoding.UTF8.GetString(body.Span[..end]).Split('\n');
        if (lines.Length > 1 + MostHashes || !lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !long.TryParse(lines[0].AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || lines[0] != Old(size))
        {
            return null;
        }

        var proof = new List<Digest>();
        Span<byte> hash = stackalloc byte[64];
        foreach (var line in lines.Skip(1))
        {
            if (!CanonicalBase64.TryDecode(line, hash, out var length) || length != Digest.Size)
                return null;
            proof.Add(new Digest(hash[..length]));
        }

        return new WitnessRequest(size, proof, body[(end + 2)..]);
    }

    /// <summary>The body of the request.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(Old(OldSize)).Append('\n');
        var bytes = new byte[Digest.Size];
        foreach (var hash in Proof)
        {
            hash.WriteTo(bytes);
            head.Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return [.. Encoding.UTF8.GetBytes(head.Append('\n').ToString()), .. Checkpoint.Span];
    }

    private static string Old(long size) => string.Create(CultureInfo.InvariantCulture, $"old {size}");
}
