using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence.Witnessing;

/// <summary>C2SP tlog-cosignature, Ed25519: the statement of a witness that a checkpoint is the newest consistent one it has seen of a log.</summary>
internal static class Cosignature
{
    private const int TimeSize = sizeof(ulong);

    /// <summary>What is signed: two lines before the text of the checkpoint ("Ed25519 signed message").</summary>
    internal static byte[] Message(ReadOnlySpan<byte> text, long time) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n")), .. text];

    /// <summary>The signature line of a witness on the text of a checkpoint, without its line feed.</summary>
    internal static string Sign(ReadOnlySpan<byte> text, NoteSigner witness, DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        var signature = new byte[4 + TimeSize + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(signature, witness.Public.Id);
        BinaryPrimitives.WriteUInt64BigEndian(signature.AsSpan(4), (ulong)seconds);
        witness.SignBytes(Message(text, seconds)).CopyTo(signature.AsSpan(4 + TimeSize));
        return $"\u2014 {witness.Public.Name} {Convert.ToBase64String(signature)}";
    }

    /// <summary>The time of the newest valid cosignature of a witness on a note, with its line; null when there is none.</summary>
    internal static (DateTimeOffset Time, string Line)? Find(ReadOnlySpan<byte> note, NoteKey witness)
    {
        if (!Checkpoint.IsNote(note))
            return null;
        var (text, lines) = Checkpoint.Split(note);
        (DateTimeOffset Time, string Line)? newest = null;
        foreach (var line in lines)
        {
            if (TimeOf(line, text, witness) is { } time && !(newest?.Time >= time))
                newest = (time, line);
        }

        return newest;
    }

    /// <summary>True for a signature line that names the witness, whether it holds or not.</summary>
    internal static bool IsBy(string line, NoteKey witness)
    {
        Span<byte> signature = stackalloc byte[128];
        return Read(line, witness, signature) is not null;
    }

    private static DateTimeOffset? TimeOf(string line, ReadOnlySpan<byte> text, NoteKey witness)
    {
        Span<byte> signature = stackalloc byte[128];
        if (Read(line, witness, signature) is not { } length || length != 4 + TimeSize + Ed25519.SignatureSize)
            return null;
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(signature[4..]);
        // The format allows times that no calendar has.
        if (seconds > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return null;
        return witness.Verify(Message(text, (long)seconds), signature[(4 + TimeSize)..length]) ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
    }

    private static int? Read(string line, NoteKey witness, Span<byte> signature) =>
        line.Split(' ') is ["\u2014", var name, var base64] && name == witness.Name
        && CanonicalBase64.TryDecode(base64, signature, out var length) && length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(signature) == witness.Id
            ? length
            : null;
}
