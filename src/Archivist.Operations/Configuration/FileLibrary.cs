using System.Text.RegularExpressions;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>
/// Finds a schedule or a disc template by its name: first in a directory beside the settings file, then among the shipped ones.
/// </summary>
/// <param name="folder">The name of the directory: <c>schedules</c> or <c>media-templates</c>.</param>
/// <param name="kind">What is in it.</param>
internal sealed partial class FileLibrary(string folder, LibraryKind kind)
{
    /// <summary>The path of the file, or an error that lists what there is.</summary>
    /// <param name="name">A bare name; anything with a slash or a dot is refused, so that it cannot leave the directory.</param>
    /// <param name="settingsFile">The settings file, or null when there is none.</param>
    internal string Find(string name, string? settingsFile)
    {
        var places = Places(settingsFile).ToList();
        var found = LibraryName().IsMatch(name)
            ? places.Select(place => Path.Combine(place, name + ".toml")).FirstOrDefault(FileLookup.IsFile)
            : null;
        if (found is not null)
            return found;
        var known = List(settingsFile);
        throw new ArchivistException(new LibraryFileNotFound(kind, places, known, Spelling.Nearest(name, known)));
    }

    /// <summary>The names of all files, sorted.</summary>
    internal IReadOnlyList<string> List(string? settingsFile) =>
    [
        .. Places(settingsFile)
            .Where(FileLookup.IsDirectory)
            .SelectMany(place => Directory.EnumerateFiles(place, "*.toml"))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => LibraryName().IsMatch(name))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> Places(string? settingsFile)
    {
        if (settingsFile is not null)
            yield return Path.Combine(Path.GetDirectoryName(settingsFile)!, folder);
        yield return Path.Combine(AppContext.BaseDirectory, folder);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex LibraryName();
}
