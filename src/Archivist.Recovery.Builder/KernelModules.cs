using System.Text.RegularExpressions;

namespace Archivist.Recovery.Builder;

/// <summary>The modules of an unpacked kernel package, and which of them others need.</summary>
internal sealed partial class KernelModules
{
    private readonly string _folder;
    private readonly Dictionary<string, Module> _modules;
    private readonly ILookup<string, string> _before;
    private readonly ILookup<string, string> _aliases;

    private KernelModules(
        string folder, string release, Dictionary<string, Module> modules, ILookup<string, string> before, ILookup<string, string> aliases)
    {
        _folder = folder;
        Release = release;
        _modules = modules;
        _before = before;
        _aliases = aliases;
    }

    /// <summary>What <c>uname -r</c> says under this kernel.</summary>
    internal string Release { get; }

    /// <summary>Runs depmod over the unpacked package and reads what it found.</summary>
    internal static async Task<KernelModules> ReadAsync(UnpackedTree tree, CancellationToken cancellationToken)
    {
        var parent = tree.Find("lib/modules", "usr/lib/modules");
        var folder = Directory.GetDirectories(parent) is [var only]
            ? only
            : throw new InvalidOperationException("One kernel package unpacks into one folder of modules.");
        var release = Path.GetFileName(folder);
        await DepmodAsync(tree, Path.GetDirectoryName(Path.GetDirectoryName(parent))!, release, cancellationToken);

        async Task<string[][]> ReadWordsAsync(string name) =>
            [.. (await File.ReadAllLinesAsync(Path.Combine(folder, name), cancellationToken))
                .Where(line => !line.StartsWith('#'))
                .Select(line => line.Split([' ', ':', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 0)];

        var modules = (await ReadWordsAsync("modules.dep")).ToDictionary(words => NameOf(words[0]), words => new Module(words[0], words[1..]));
        var before = (await File.ReadAllLinesAsync(Path.Combine(folder, "modules.softdep"), cancellationToken))
            .Select(line => SoftDependency().Match(line))
            .Where(match => match.Success)
            .SelectMany(match => match.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), (match, name) => (match.Groups[1].Value, name))
            .ToLookup(pair => Normalize(pair.Value), pair => pair.name);
        var aliases = (await ReadWordsAsync("modules.alias")).Where(words => words.Length == 3)
            .ToLookup(words => Normalize(words[1]), words => words[2]);
        return new KernelModules(folder, release, modules, before, aliases);
    }

    /// <summary>Copies the named modules and all that they need to <c>root/lib/modules</c>, and makes the tables that modprobe reads.</summary>
    /// <remarks>Names that this kernel builds in, or no longer has, are passed over: the lists cover several kernels.</remarks>
    internal async Task CopyAsync(UnpackedTree tree, IEnumerable<string> names, string root, CancellationToken cancellationToken)
    {
        var target = Path.Combine(root, "lib/modules", Release);
        foreach (var path in Closure(names))
        {
            var copy = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await StagedFile.CopyAsync(Path.Combine(_folder, path), copy, StagedFile.Plain, cancellationToken);
        }

        string[] tables = ["modules.builtin", "modules.builtin.modinfo", "modules.order"];
        foreach (var table in tables)
            await StagedFile.CopyAsync(Path.Combine(_folder, table), Path.Combine(target, table), StagedFile.Plain, cancellationToken);
        await DepmodAsync(tree, root, Release, cancellationToken);

        // The binary tables are for another modprobe than the one that reads them there.
        string[] unused = [.. Directory.GetFiles(target, "*.bin"), .. tables.Skip(1).Select(table => Path.Combine(target, table))];
        foreach (var table in unused.Append(Path.Combine(target, "modules.symbols")).Append(Path.Combine(target, "modules.devname")))
            File.Delete(table);
    }

    /// <summary>The names in one of the lists beside this file: words, with comments from # to the end of the line.</summary>
    internal static IEnumerable<string> ReadList(string text) =>
        text.Split('\n').SelectMany(line => line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries));

    internal IReadOnlyList<string> Closure(IEnumerable<string> names)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(names);
        while (open.TryPop(out var name))
        {
            if (!_modules.TryGetValue(Normalize(name), out var module))
            {
                foreach (var real in _aliases[Normalize(name)].Where(real => _modules.ContainsKey(Normalize(real))))
                    open.Push(real);
                continue;
            }

            if (!paths.Add(module.Path))
                continue;
            foreach (var needed in module.Needs)
                open.Push(NameOf(needed));
            foreach (var needed in _before[Normalize(name)])
                open.Push(needed);
        }

        return [.. paths];
    }

    private static async Task DepmodAsync(UnpackedTree tree, string root, string release, CancellationToken cancellationToken) =>
        await tree.RunAsync("depmod", ["bin/kmod", "usr/bin/kmod"], ["-b", root, release], cancellationToken);

    private static string NameOf(string path) => Normalize(Path.GetFileName(path).Split('.')[0]);

    private static string Normalize(string name) => name.Replace('-', '_');

    [GeneratedRegex(@"^softdep\s+(\S+)\s+pre:\s*(.*?)(?:\s+post:.*)?$")]
    private static partial Regex SoftDependency();

    private sealed record Module(string Path, string[] Needs);
}
