using System.IO.Compression;
using System.Text;
using Archivist.Keys.Age;

namespace Archivist.Tests.Keys.Age;

/// <summary>One vector of the C2SP CCTV suite: lines of <c>name: value</c>, a blank line, and the file itself.</summary>
internal sealed class AgeVector
{
    private readonly List<(string Name, string Value)> _header = [];

    internal byte[] File { get; private init; } = [];

    internal string Expected => Single("expect")!;

    /// <summary>SHA-256 in lower-case hexadecimal of the plaintext, or of the part of it that comes before a fault.</summary>
    internal string? PayloadDigest => Single("payload");

    internal bool IsArmored => Single("armored") is "yes";

    internal static AgeVector Read(string path)
    {
        var bytes = System.IO.File.ReadAllBytes(path);
        var end = bytes.AsSpan().IndexOf("\n\n"u8);
        var header = Encoding.UTF8.GetString(bytes, 0, end).Split('\n').Select(line => line.Split(": ", 2)).ToList();
        var body = bytes[(end + 2)..];
        if (header.Any(line => line[0] == "compressed"))
        {
            using var inflated = new MemoryStream();
            using (var zlib = new ZLibStream(new MemoryStream(body), CompressionMode.Decompress))
                zlib.CopyTo(inflated);
            body = inflated.ToArray();
        }

        var vector = new AgeVector { File = body };
        vector._header.AddRange(header.Select(line => (line[0], line[1])));
        return vector;
    }

    internal IReadOnlyList<AgeIdentity> Identities() =>
    [
        .. All("identity").Select(text => AgeIdentity.TryParse(Encoding.ASCII.GetBytes(text)) ?? throw new FormatException(text)),
        .. All("passphrase").Select(text => AgeIdentity.OfPassphrase(Encoding.UTF8.GetBytes(text))),
    ];

    private IEnumerable<string> All(string name) => _header.Where(line => line.Name == name).Select(line => line.Value);

    private string? Single(string name) => All(name).SingleOrDefault();
}
