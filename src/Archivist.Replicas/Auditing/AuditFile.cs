using System.Globalization;
using System.Text;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// What an auditor needs and nothing else: names, lengths and hashes of all objects, and the head of the ledger. An mtree(5) specification, so that <c>mtree</c> and
/// <c>bsdtar</c> can read it; the head is in comments. It reveals no content and no file names.
/// </summary>
public static class AuditFile
{
    private const string Signature = "#mtree";
    private const string HeadMark = "# head: ";
    private const int LongestFile = 512 * 1024 * 1024;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where; an existing file is replaced.</param>
    /// <param name="expected">What a complete copy holds.</param>
    /// <param name="head">The signed checkpoint of the ledger; null without a ledger.</param>
    /// <param name="cancellationToken">Stops writing; then nothing is left under that name.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, ExpectedContents expected, string? head, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        text.Append(Signature).Append('\n');
        foreach (var line in (head ?? "").Split('\n', StringSplitOptions.None).SkipLast(head is null ? 1 : 0))
            text.Append(HeadMark).Append(line).Append('\n');
        text.Append("/set type=file\n");
        text.Append(CultureInfo.InvariantCulture, $"./config type=file size={expected.ConfigurationLength} sha256digest={expected.Configuration}\n");
        foreach (var (name, length) in expected.Objects.Select(item => (Path: RepositoryLayout.PathOf(item.Key), item)).OrderBy(item => item.Path, StringComparer.Ordinal).Select(item => item.item))
            text.Append(CultureInfo.InvariantCulture, $"./{RepositoryLayout.PathOf(name)} type=file size={length} sha256digest={name.Id}\n");
        await DurableFile.ReplaceAsync(path, Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }

    /// <summary>Reads a file back.</summary>
    /// <returns>What a complete copy holds, and the signed checkpoint of the ledger; null when the file has none.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is no audit file, with the number of the first wrong line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<(ExpectedContents Expected, string? Head)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var lines = Encoding.UTF8.GetString(await DurableFile.ReadAsync(path, LongestFile, cancellationToken)).Split('\n');
        if (lines[0] != Signature)
            throw new ArchivistException(new AuditFileInvalid(path, 1));
        var objects = new Dictionary<ObjectName, long>();
        (Digest Hash, long Length)? configuration = null;
        var head = new List<string>();
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.StartsWith(HeadMark, StringComparison.Ordinal))
                head.Add(line[HeadMark.Length..]);
            if (line.Length == 0 || line[0] == '#' || line.StartsWith('/'))
                continue;
            if (!TryParse(line, out var name, out var length, out var hash) || (name.Kind is not ObjectKind.Configuration && (hash != name.Id || !objects.TryAdd(name, length))))
                throw new ArchivistException(new AuditFileInvalid(path, i + 1));
            if (name.Kind is ObjectKind.Configuration)
                configuration = (hash, length);
        }

        return configuration is { } config
            ? (new ExpectedContents(objects, config.Hash, config.Length), head.Count == 0 ? null : string.Join('\n', head))
            : throw new ArchivistException(new AuditFileInvalid(path, lines.Length));
    }

    private static bool TryParse(string line, out ObjectName name, out long length, out Digest hash)
    {
        (name, length, hash) = (default, -1, default);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var hasHash = false;
        foreach (var word in words.Skip(1))
        {
            if (word.StartsWith("size=", StringComparison.Ordinal) && !long.TryParse(word.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out length))
                return false;
            if (word.StartsWith("sha256digest=", StringComparison.Ordinal))
                hasHash = Digest.TryParse(word.AsSpan(13), null, out hash);
        }

        return words[0].StartsWith("./", StringComparison.Ordinal) && RepositoryLayout.TryParsePath(words[0].AsSpan(2), out name) && name.Kind is not ObjectKind.Lock
            && hasHash && length >= 0;
    }
}
