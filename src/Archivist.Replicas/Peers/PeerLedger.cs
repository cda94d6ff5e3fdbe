using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Archivist.Platform.Files;

namespace Archivist.Replicas.Peers;

/// <summary>
/// The copy of a ledger beside a repository of a user, in the layout of C2SP tlog-tiles. Files are added and never changed, except the head and the cosignatures, which only grow. Thread-safe.
/// </summary>
public sealed partial class PeerLedger
{
    /// <summary>The longest file: a bundle of 256 entries.</summary>
    public const int LongestFile = 256 * (2 + ushort.MaxValue);

    private readonly string _directory;
    private readonly PeerSpace _space;
    private readonly SemaphoreSlim _writing;
    private readonly Func<string, int> _countMissing;

    internal PeerLedger(string directory, PeerSpace space, SemaphoreSlim writing, Func<string, int> countMissing) =>
        (_directory, _space, _writing, _countMissing) = (directory, space, writing, countMissing);

    /// <summary>Whether a path below the directory names a file of a ledger.</summary>
    internal static bool IsFile(string path) => Layout().IsMatch(path);

    /// <summary>The length of a file; null when it is not there.</summary>
    /// <exception cref="IOException">It cannot be looked up.</exception>
    public long? FindLength(string path) => FileLookup.FindLink(At(path)) is { Kind: FileKind.File } file ? file.Length : null;

    /// <summary>A whole file; null when it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken) =>
        FindLength(path) is null ? null : await DurableFile.ReadAsync(At(path), LongestFile, cancellationToken);

    /// <summary>Stores a file durably.</summary>
    /// <param name="path">Which one.</param>
    /// <param name="content">All of it.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <exception cref="IOException">It cannot be written here.</exception>
    public async Task<PeerPut> PutAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        if (content.Length > LongestFile)
            return PeerPut.TooLong;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var old = await ReadAsync(path, cancellationToken);
            if (old is not null && old.AsSpan().SequenceEqual(content))
                return PeerPut.AlreadyThere;
            if (old is not null && !Continues(path, old, content))
                return PeerPut.Differs;
            if (!await _space.TryTakeAsync(content.Length, _countMissing(Path.GetDirectoryName(At(path))!), cancellationToken))
                return PeerPut.QuotaExceeded;
            var isStored = false;
            try
            {
                await DurableFile.ReplaceAsync(At(path), content, cancellationToken);
                isStored = true;
            }
            finally
            {
                if (!isStored)
                    _space.GiveBack(content.Length);
            }

            if (old is not null)
                _space.GiveBack(old.Length);
            RemovePartial(path);
            return PeerPut.Stored;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Only heads are replaced, and never by one of fewer entries; of as many only with the same text, such as by one with more signatures.</summary>
    private static bool Continues(string path, byte[] old, byte[] content)
    {
        if (path is not "checkpoint" && !path.StartsWith("cosigned/", StringComparison.Ordinal))
            return false;
        var (before, after) = (Head(old), Head(content));
        return after is not null && (before is null || after.Value.Size > before.Value.Size || after == before);
    }

    /// <summary>The number of entries that a checkpoint states, and its text; null for anything else.</summary>
    private static (long Size, string Text)? Head(byte[] note)
    {
        var text = Encoding.UTF8.GetString(note);
        var end = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        return end >= 0 && text[..end].Split('\n') is [_, var number, _, ..] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? (size, text[..end])
            : null;
    }

    /// <summary>Once a full tile is there its narrower versions may go (C2SP tlog-tiles, "Partial Tiles").</summary>
    private void RemovePartial(string full)
    {
        var partial = At(full) + ".p";
        if (!full.StartsWith("tile/", StringComparison.Ordinal) || FileLookup.FindLink(partial) is not { Kind: FileKind.Directory })
            return;
        foreach (var file in new DirectoryInfo(partial).EnumerateFiles())
            _space.GiveBack(file.Length);
        Directory.Delete(partial, recursive: true);
    }

    private string At(string path) => IsFile(path) ? Path.Combine([_directory, .. path.Split('/')]) : throw new ArgumentException("No file of a ledger has that name.", nameof(path));

    [GeneratedRegex(@"\A(checkpoint|vkey|cosigned/[0-9a-f]{8}|tile/([0-9]|entries)/(x[0-9]{3}/){0,6}[0-9]{3}(\.p/[0-9]{1,3})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Layout();
}
