using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>The header of an age file (age-encryption.org/v1): the stanzas and the MAC over them.</summary>
internal sealed class AgeHeader
{
    internal const int FileKeySize = 16;

    /// <summary>Room for 150 hybrid recipients or 2,500 classical ones, and a bound on what a hostile file can make us compute.</summary>
    internal const int LargestSize = 256 * 1024;

    private const int MacSize = 32;
    private const int MacTextLength = 43;
    private const int BodyColumns = 64;

    private readonly byte[] _signed, _mac;

    private AgeHeader(IReadOnlyList<AgeStanza> stanzas, byte[] signed, byte[] mac) => (Stanzas, _signed, _mac) = (stanzas, signed, mac);

    /// <summary>At least one stanza; those of known types are well formed.</summary>
    internal IReadOnlyList<AgeStanza> Stanzas { get; }

    private static ReadOnlySpan<byte> VersionLine => "age-encryption.org/v1\n"u8;

    private static ReadOnlySpan<byte> StanzaMark => "-> "u8;

    private static ReadOnlySpan<byte> MacMark => "---"u8;

    /// <summary>True for the bytes with which every age file of this version begins.</summary>
    internal static bool IsBegin(ReadOnlySpan<byte> bytes) => bytes.StartsWith(VersionLine);

    /// <summary>Reads a header up to its end.</summary>
    /// <exception cref="ArchivistException"><see cref="AgeHeaderInvalid"/>; <see cref="AgeWorkExcessive"/>.</exception>
    internal static async Task<AgeHeader> ReadAsync(AgeInput input, string file, CancellationToken cancellationToken)
    {
        var read = new ArrayBufferWriter<byte>();
        if (!(await LineAsync()).Span.SequenceEqual(VersionLine))
            throw Fault(AgeHeaderFault.Version);
        var stanzas = new List<AgeStanza>();
        while (true)
        {
            var line = await LineAsync();
            if (line.Span.StartsWith(MacMark))
            {
                if (stanzas.Count == 0 || ReadMac(line.Span) is not { } mac)
                    throw Fault(AgeHeaderFault.Line);
                return new AgeHeader(StanzaRules.Require(stanzas, file), read.WrittenSpan[..^(line.Length - MacMark.Length)].ToArray(), mac);
            }

            if (ReadArguments(line.Span) is not { } arguments)
                throw Fault(AgeHeaderFault.Line);
            var body = new ArrayBufferWriter<byte>();
            do
            {
                line = (await LineAsync())[..^1];
                if (line.Length > BodyColumns)
                    throw Fault(AgeHeaderFault.Line);
                body.Write(line.Span);
            }
            while (line.Length == BodyColumns);
            stanzas.Add(new AgeStanza(arguments[0], arguments[1..], RawBase64.TryDecode(body.WrittenSpan) ?? throw Fault(AgeHeaderFault.Line)));
        }

        async ValueTask<ReadOnlyMemory<byte>> LineAsync()
        {
            var line = await input.ReadLineAsync(cancellationToken);
            if (line is not { } found || read.WrittenCount + found.Length > LargestSize)
                throw Fault(read.WrittenCount == 0 ? AgeHeaderFault.Version : AgeHeaderFault.TooLarge);
            if (found.IsEmpty || found.Span[^1] != '\n')
                throw Fault(read.WrittenCount == 0 ? AgeHeaderFault.Version : AgeHeaderFault.CutOff);
            read.Write(found.Span);
            return found;
        }

        ArchivistException Fault(AgeHeaderFault fault) => new(new AgeHeaderInvalid(file, fault));
    }

    /// <summary>The bytes of a header.</summary>
    internal static byte[] Write(IEnumerable<AgeStanza> stanzas, ReadOnlySpan<byte> fileKey)
    {
        var text = new StringBuilder(Encoding.ASCII.GetString(VersionLine));
        foreach (var stanza in stanzas)
        {
            text.Append("-> ").AppendJoin(' ', stanza.Arguments.Prepend(stanza.Type)).Append('\n');
            var body = RawBase64.Encode(stanza.Body);
            // The last line is shorter than the others, and empty where they are all full.
            for (var at = 0; at <= body.Length; at += BodyColumns)
                text.Append(body.AsSpan(at, Math.Min(BodyColumns, body.Length - at))).Append('\n');
        }

        var signed = Encoding.ASCII.GetBytes(text.Append("---").ToString());
        return [.. signed, .. Encoding.ASCII.GetBytes($" {RawBase64.Encode(Mac(fileKey, signed))}\n")];
    }

    /// <summary>Whether the MAC was made with a file key.</summary>
    internal bool IsSignedWith(ReadOnlySpan<byte> fileKey) => CryptographicOperations.FixedTimeEquals(Mac(fileKey, _signed), _mac);

    private static byte[] Mac(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> signed)
    {
        Span<byte> key = stackalloc byte[MacSize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, [], "header"u8);
        var mac = HMACSHA256.HashData(key, signed);
        CryptographicOperations.ZeroMemory(key);
        return mac;
    }

    private static byte[]? ReadMac(ReadOnlySpan<byte> line) =>
        line.Length == MacMark.Length + 1 + MacTextLength + 1 && line[MacMark.Length] == ' ' ? RawBase64.TryDecode(line[(MacMark.Length + 1)..^1]) : null;

    /// <summary>The arguments of a stanza, at least one; null when the line breaks the grammar.</summary>
    private static string[]? ReadArguments(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(StanzaMark) || line[..^1].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return null;
        var arguments = Encoding.ASCII.GetString(line[StanzaMark.Length..^1]).Split(' ');
        return arguments.Contains("") ? null : arguments;
    }
}
