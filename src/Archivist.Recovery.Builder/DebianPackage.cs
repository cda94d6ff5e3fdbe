namespace Archivist.Recovery.Builder;

/// <summary>One package as the signed lists of the package source describe it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, with epoch.</param>
/// <param name="FileName">The name that apt gives to the downloaded file.</param>
/// <param name="Length">The length of that file.</param>
/// <param name="Sha256">Its SHA-256 as lower-case hexadecimal digits.</param>
internal sealed record DebianPackage(string Name, string Version, string FileName, long Length, string Sha256)
{
    /// <summary>Reads one line of <c>apt-get --print-uris</c>: <c>'uri' file length SHA256:digits</c>. Null when it is something else.</summary>
    internal static DebianPackage? ParseUriLine(string line)
    {
        const string hashPrefix = "SHA256:";
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [['\'', ..], var file, var length, var hash]
            || !file.EndsWith(".deb", StringComparison.Ordinal)
            || file.Contains('/')
            || file.Split('_') is not [{ Length: > 0 } name, { Length: > 0 } version, _]
            || !long.TryParse(length, out var bytes)
            || !hash.StartsWith(hashPrefix, StringComparison.Ordinal)
            || hash.Length != hashPrefix.Length + 64)
        {
            return null;
        }

        return new DebianPackage(name, Uri.UnescapeDataString(version), file, bytes, hash[hashPrefix.Length..].ToLowerInvariant());
    }

    /// <summary>The form in which a disc records what it was made from.</summary>
    public override string ToString() => $"{Name}={Version}";
}
