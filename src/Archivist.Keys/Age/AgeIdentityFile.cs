using System.Security.Cryptography;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>A file of identities as <c>age-keygen</c> writes it: one on each line, comments after #, and blank lines.</summary>
public static class AgeIdentityFile
{
    /// <summary>A larger file is refused: it would hold thousands of identities.</summary>
    public const int LargestSize = 256 * 1024;

    /// <summary>Reads the content of an identity file. The caller wipes the content, and disposes the identities.</summary>
    /// <param name="content">ASCII; lines end with LF or CRLF.</param>
    /// <param name="file">Its name, for problems.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: <see cref="AgeIdentityInvalid"/>, <see cref="AgeIdentityFileEmpty"/>.</exception>
    public static IReadOnlyList<AgeIdentity> Parse(ReadOnlySpan<byte> content, string file)
    {
        var identities = new List<AgeIdentity>();
        var number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            number++;
            var line = content[range].Trim(" \t\r"u8);
            if (line.IsEmpty || line[0] == '#')
                continue;
            if (AgeIdentity.TryParse(line) is { } identity)
            {
                identities.Add(identity);
                continue;
            }

            identities.ForEach(static read => read.Dispose());
            throw new ArchivistException(new AgeIdentityInvalid(file, number));
        }

        return identities.Count > 0 ? identities : throw new ArchivistException(new AgeIdentityFileEmpty(file));
    }

    /// <summary>The content of a new identity file: a comment with the recipient, and the identity. A secret, which the caller wipes.</summary>
    public static byte[] Format(AgeIdentity identity)
    {
        var secret = identity.Encode();
        byte[] content = [.. "# public key: "u8, .. System.Text.Encoding.ASCII.GetBytes(identity.Recipient!.ToString()!), (byte)'\n', .. secret, (byte)'\n'];
        CryptographicOperations.ZeroMemory(secret);
        return content;
    }
}
