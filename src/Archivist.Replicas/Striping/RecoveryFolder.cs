using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.Correction.Par2;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>
/// The PAR2 files in the directory of a recovery share, beside the repository's configuration: <c>stripe-ID.par2</c> describes a group of packs, and
/// <c>stripe-ID.volEEEEE+NNNNN.par2</c> has recovery slices too, as <c>par2</c> names its own. Files are there whole or not at all. Thread-safe.
/// </summary>
/// <param name="share">The number of the recovery share, from 0.</param>
/// <param name="directory">The directory; it need not exist.</param>
internal sealed partial class RecoveryFolder(int share, string directory)
{
    private const string Unfinished = ".partial";

    /// <summary>The number of the recovery share.</summary>
    internal int Share => share;

    /// <summary>The name of a group: a hash of the names of its packs.</summary>
    internal static string NameOf(IEnumerable<ObjectName> packs)
    {
        using var names = new MemoryStream();
        Span<byte> id = stackalloc byte[Digest.Size];
        foreach (var pack in packs.OrderBy(pack => pack.Id.ToString(), StringComparer.Ordinal))
        {
            pack.Id.WriteTo(id);
            names.Write(id);
        }

        return $"stripe-{Digest.Of(names.ToArray()).ToString()[..16]}";
    }

    /// <summary>The files of each group.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    internal Dictionary<string, List<string>> List()
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (!FileLookup.IsDirectory(directory))
            return groups;
        foreach (var path in Directory.EnumerateFiles(directory, "stripe-*.par2"))
        {
            if (FileName().Match(Path.GetFileName(path)) is not { Success: true } match)
                continue;
            if (!groups.TryGetValue(match.Groups["group"].Value, out var files))
                groups.Add(match.Groups["group"].Value, files = []);
            files.Add(path);
        }

        return groups;
    }

    /// <summary>The recovery slices in a file; null when it has none, or has another length than its name says.</summary>
    internal StripeVolume? FindVolume(string path, Par2Set set)
    {
        if (FileName().Match(Path.GetFileName(path)) is not { Success: true } match || !match.Groups["first"].Success)
            return null;
        var (first, count) = (Number("first"), Number("count"));
        var content = new FileContent(path);
        var described = Par2Creator.IndexLength(set.Files.Select(file => (file.Name.Length, file.Length)), set.SliceSize);
        return content.Length == Par2Creator.VolumeLength(described, set.SliceSize, count) ? new StripeVolume(share, content, first, count) : null;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Computes recovery slices, writes them, and reads them again before they get their name.</summary>
    /// <exception cref="IOException">They cannot be written, or are not what was written.</exception>
    internal async Task WriteAsync(string group, Par2Set set, IReadOnlyList<Par2Input> inputs, int first, int count, CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(directory);
        var name = string.Create(CultureInfo.InvariantCulture, $"{group}.vol{first:00000}+{count:00000}.par2");
        await WriteAsync(name, path => Par2Creator.WriteVolumeAsync(set, inputs, first, count, path, null, cancellationToken), count, cancellationToken);
        await WriteAsync($"{group}.par2", path => Par2Creator.WriteIndexAsync(set, path, cancellationToken), 0, cancellationToken);
        // Those of another striping of the same packs.
        foreach (var older in List()[group].Where(path => Path.GetFileName(path) != name && Path.GetFileName(path) != $"{group}.par2"))
            DurableFile.Remove(older);
    }

    /// <summary>Removes all files of a group.</summary>
    internal void Remove(string group)
    {
        foreach (var path in List().GetValueOrDefault(group) ?? [])
            DurableFile.Remove(path);
        if (FileLookup.IsDirectory(directory))
            DurableFile.SynchronizeDirectory(directory);
    }

    /// <summary>Removes what killed runs left half written; what a living process is writing stays.</summary>
    internal int RemoveUnfinished() =>
        FileLookup.IsDirectory(directory) ? Directory.EnumerateFiles(directory, $".stripe-*{Unfinished}").ToList().Count(DurableFile.TryRemoveAbandoned) : 0;

    private async Task WriteAsync(string name, Func<string, Task> write, int slices, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        var temporary = Path.Combine(directory, $".{name}.{SystemRandom.GetHexString(12)}{Unfinished}");
        try
        {
            await write(temporary);
            using (var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
            {
                DurableFile.Synchronize(file, path);
                DurableFile.ForgetCached(file);
            }

            if ((await Par2Archive.ReadAsync([new Par2Input(name, new FileContent(temporary))], cancellationToken)).RecoverySlices != slices)
                throw new IOException($"{path}: what was written is read wrong");
            DurableFile.Rename(temporary, path, replaces: true);
        }
        catch
        {
            DurableFile.TryRemoveAbandoned(temporary);
            throw;
        }

        DurableFile.SynchronizeDirectory(directory);
    }

    [GeneratedRegex(@"\A(?<group>stripe-[0-9a-f]{16})(\.vol(?<first>[0-9]{5})\+(?<count>[0-9]{5}))?\.par2\z")]
    private static partial Regex FileName();
}
