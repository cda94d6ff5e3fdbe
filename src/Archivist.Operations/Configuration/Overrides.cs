using System.Collections;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>
/// Settings from the environment: <c>ARCHIVIST__POLICY__COPIES=2</c> wins over <c>copies</c> in <c>[policy]</c>,
/// <c>ARCHIVIST__REPLICA__0__URL</c> over <c>url</c> in the first <c>[[replica]]</c>.
/// Upper case stands for lower case, one underscore for a hyphen.
/// </summary>
internal sealed class Overrides
{
    /// <summary>What a variable must start with.</summary>
    internal const string Prefix = "ARCHIVIST__";

    private readonly SortedDictionary<string, Override> _byPath = new(StringComparer.Ordinal);

    /// <summary>No overrides, for files that know none.</summary>
    internal static Overrides None { get; } = new();

    /// <summary>The variables that are set, for <c>config show</c>; never their values.</summary>
    internal IReadOnlyCollection<string> Variables => [.. _byPath.Values.Select(found => found.Variable)];

    /// <summary>Picks the overrides out of an environment such as Environment.GetEnvironmentVariables().</summary>
    internal static Overrides From(IDictionary environment)
    {
        var overrides = new Overrides();
        foreach (DictionaryEntry variable in environment)
        {
            if (variable.Key is not string name || variable.Value is not string text)
                continue;
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            var parts = name[Prefix.Length..].Split("__");
            if (parts.Length < 2 || parts.Any(part => part.Length == 0))
                throw new ArchivistException(new VariableNamesNoSetting(name, Prefix));
            var path = string.Join('.', parts.Select(part => part.ToLowerInvariant().Replace('_', '-')));
            overrides._byPath[path] = new Override(name, text);
        }

        return overrides;
    }

    /// <summary>The override of one key, by its path: <c>policy.copies</c>.</summary>
    internal Override? Find(string path) => _byPath.TryGetValue(path, out var found) ? found : null;

    /// <summary>The paths below a section, each with its variable.</summary>
    internal IReadOnlyList<(string Path, string Variable)> Under(string section) =>
        [.. _byPath.Where(entry => entry.Key.StartsWith($"{section}.", StringComparison.Ordinal)).Select(entry => (entry.Key, entry.Value.Variable))];

    /// <summary>Moves the override of one key to another path, which must be free.</summary>
    internal void Rename(string path, string other)
    {
        _byPath.Add(other, _byPath[path]);
        _byPath.Remove(path);
    }

    /// <summary>The names directly below a path, each with one variable that mentions it.</summary>
    internal IEnumerable<(string Name, string Variable)> Below(string path)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        return _byPath
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => (entry.Key[prefix.Length..].Split('.')[0], entry.Value.Variable))
            .DistinctBy(entry => entry.Item1);
    }

    /// <summary>One variable and its text.</summary>
    internal readonly record struct Override(string Variable, string Text);
}
