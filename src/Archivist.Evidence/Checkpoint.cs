using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Archivist.Evidence.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>C2SP tlog-checkpoint in a signed-note: the head of a ledger as it lies in the file <c>checkpoint</c>.</summary>
internal static class Checkpoint
{
    /// <summary>No checkpoint is longer, even with the signatures of many witnesses.</summary>
    internal const int MaxBytes = 64 * 1024;

    internal static byte[] Sign(LedgerHead head, NoteSigner signer)
    {
        Span<byte> root = stackalloc byte[Digest.Size];
        head.Root.WriteTo(root);
        return signer.Sign(string.Create(CultureInfo.InvariantCulture, $"{head.Origin}\n{head.Size}\n{Convert.ToBase64String(root)}\n"));
    }

    /// <summary>Reads a checkpoint that <paramref name="key"/> signed; null with the fault otherwise.</summary>
    internal static LedgerHead? Open(ReadOnlySpan<byte> note, NoteKey key, out CheckpointFault fault)
    {
        // The text ends with the last empty line; the signatures follow it.
        var end = note.LastIndexOf("\n\n"u8);
        fault = CheckpointFault.NotNote;
        if (!IsNote(note))
            return null;
        fault = CheckpointFault.NotSigned;
        var text = note[..(end + 1)];
        if (!IsSigned(text, note[(end + 2)..], key))
            return null;
        fault = CheckpointFault.NotCheckpoint;
        return Parse(text);
    }

    /// <summary>The number of entries that a checkpoint states, without verifying its signature; null for anything but a checkpoint.</summary>
    internal static long? FindSize(ReadOnlySpan<byte> note) => FindHead(note)?.Size;

    /// <summary>The head that a checkpoint states, without verifying its signature; null for anything but a checkpoint.</summary>
    internal static LedgerHead? FindHead(ReadOnlySpan<byte> note)
    {
        var end = note.LastIndexOf("\n\n"u8);
        return end < 0 || HasControlCharacters(note) ? null : Parse(note[..(end + 1)]);
    }

    /// <summary>The text that was signed, with its last line feed, and the lines of signatures without the empty line between; the note must be one (<see cref="IsNote"/>).</summary>
    internal static (byte[] Text, IReadOnlyList<string> Signatures) Split(ReadOnlySpan<byte> note)
    {
        var end = note.LastIndexOf("\n\n"u8);
        return (note[..(end + 1)].ToArray(), Encoding.UTF8.GetString(note[(end + 2)..]).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The reverse of <see cref="Split"/>.</summary>
    internal static byte[] Join(ReadOnlySpan<byte> text, IEnumerable<string> signatures) =>
        [.. text, (byte)'\n', .. signatures.SelectMany(line => Encoding.UTF8.GetBytes(line + "\n"))];

    /// <summary>True when it has the form of a signed note, regardless of its signer; false for a damaged file.</summary>
    internal static bool IsNote(ReadOnlySpan<byte> note) =>
        note.LastIndexOf("\n\n"u8) >= 0 && note.Length <= MaxBytes && note[^1] == '\n' && !HasControlCharacters(note);

    private static bool IsSigned(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signatures, NoteKey key)
    {
        var verified = false;
        Span<byte> signature = stackalloc byte[128];
        foreach (var line in Encoding.UTF8.GetString(signatures).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            // Signatures by other keys are skipped: witnesses may add theirs.
            if (parts is not ["\u2014", var name, var base64] || name != key.Name
                || !CanonicalBase64.TryDecode(base64, signature, out var length)
                || length < 4 || BinaryPrimitives.ReadUInt32BigEndian(signature) != key.Id)
            {
                continue;
            }

            if (!key.Verify(text, signature[4..length]))
                return false;
            verified = true;
        }

        return verified;
    }

    private static LedgerHead? Parse(ReadOnlySpan<byte> text)
    {
        var lines = Encoding.UTF8.GetString(text).Split('\n');
        Span<byte> root = stackalloc byte[64];
        if (lines.Length < 4 || lines[0].Length == 0
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || lines[1] != size.ToString(CultureInfo.InvariantCulture)
            || !CanonicalBase64.TryDecode(lines[2], root, out var length) || length != Digest.Size)
        {
            return null;
        }

        return new LedgerHead(lines[0], size, new Digest(root[..length]));
    }

    private static bool HasControlCharacters(ReadOnlySpan<byte> note)
    {
        foreach (var b in note)
        {
            if (b < ' ' && b != '\n')
                return true;
        }

        return false;
    }
}
