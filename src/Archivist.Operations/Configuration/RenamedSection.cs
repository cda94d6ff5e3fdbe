using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>
/// <c>[archive]</c> was called <c>[disk]</c>, which is one letter from <c>[disc]</c>. Files and variables with the old name are read as before; each
/// costs a warning.
/// </summary>
internal static class RenamedSection
{
    /// <summary>The name of the section.</summary>
    internal const string New = "archive";

    private const string Old = "disk";

    /// <summary>Gives the section of a settings file, and the variables that override it, their new names.</summary>
    /// <returns>One warning per place that has the old name; empty when there is none.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: something has both names, and it is unclear which one counts.</exception>
    internal static IReadOnlyList<Problem> Rename(TomlValue.Table document, Overrides overrides, string file)
    {
        var found = new List<Problem>();
        if (document.FindEntry(Old) is { } entry)
        {
            var place = new SettingPlace($"[{Old}]", null, file, entry.KeyPosition.Line, entry.KeyPosition.Column);
            if (document.Find(New) is not null)
                throw new ArchivistException(new SettingNamedTwice(place, $"[{New}]"));
            document.Rename(Old, New);
            found.Add(new SettingRenamed(place, $"[{New}]"));
        }

        foreach (var (path, variable) in overrides.Under(Old))
        {
            var renamed = New + path[Old.Length..];
            var place = new SettingPlace(variable, variable, null, null, null);
            if (overrides.Find(renamed) is { } other)
                throw new ArchivistException(new SettingNamedTwice(place, other.Variable));
            overrides.Rename(path, renamed);
            found.Add(new SettingRenamed(place, Overrides.Prefix + New.ToUpperInvariant() + variable[(Overrides.Prefix.Length + Old.Length)..]));
        }

        return found;
    }
}
