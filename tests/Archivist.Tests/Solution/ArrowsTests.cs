using System.Xml.Linq;

namespace Archivist.Tests.Solution;

/// <summary>Holds the arrows that docs/architecture.md draws: between projects, and within each project between its folders.</summary>
public sealed class ArrowsTests
{
    private static readonly string[] Rooms = ["Platform", "Repository"];

    /// <summary>What each project may reference, without the prefix that all have.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Platform"] = [],
        ["Repository"] = ["Platform"],
        ["Capture"] = Rooms,
        ["Restore"] = Rooms,
        ["Replicas"] = [.. Rooms, "Correction"],
        ["Evidence"] = Rooms,
        ["Keys"] = Rooms,
        ["Images"] = Rooms,
        ["Correction"] = [.. Rooms, "Images"],
        ["Discs"] = [.. Rooms, "Images", "Correction"],
        ["Machine"] = ["Platform"],
        ["Recovery.Protocol"] = ["Platform"],
        ["Recovery.Builder"] = ["Platform"],
        ["Messages"] = [.. Rooms, "Keys", "Machine", "Restore", "Replicas", "Images", "Correction", "Discs", "Recovery.Protocol"],
        ["Recovery.Program"] = [.. Rooms, "Keys", "Machine", "Messages", "Restore", "Replicas", "Images", "Correction", "Discs", "Recovery.Protocol"],
        ["Drills"] = [.. Rooms, "Images", "Correction", "Recovery.Protocol"],
        ["Reports"] = ["Platform", "Replicas", "Discs"],
        ["Operations"] =
        [
            .. Rooms, "Capture", "Restore", "Replicas", "Keys", "Evidence", "Machine", "Images", "Correction", "Discs", "Recovery.Protocol", "Recovery.Builder", "Drills", "Reports",
        ],
        ["App"] =
        [
            .. Rooms, "Messages", "Capture", "Restore", "Replicas", "Keys", "Evidence", "Machine", "Images", "Correction", "Discs", "Recovery.Protocol", "Recovery.Builder", "Recovery.Program", "Drills",
            "Reports", "Operations",
        ],
    };

    /// <summary>References that no compiled type shows: the recovery program is copied beside the program that puts it onto discs.</summary>
    private static readonly (string From, string To)[] Copied = [("App", "Recovery.Program")];

    /// <summary>The stand-ins for libcrypto and libzstd (docs/decisions/managed-stand-ins.md); a package in the repository is a decision.</summary>
    private static readonly string[] RepositoryPackages = ["BouncyCastle.Cryptography", "ZstdSharp.Port"];

    public static TheoryData<string> Projects =>
        new(Directory.GetFiles(SourceFolder, "*.csproj", SearchOption.AllDirectories).Select(path => NameOf(path)).Order());

    private static string SourceFolder => Path.Combine(TestKit.CheckedOut.Root, "src");

    private static string TablePath => Path.Combine(TestKit.CheckedOut.Root, "tests", "Archivist.Tests", "Solution", "folder-arrows.txt");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} is not in the architecture.");
        Assert.Empty(ReferencesOf(project).Except(Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_what_it_references(string project)
    {
        // Until every room has problems of its own.
        if (project is "Messages" or "Recovery.Program")
            return;
        var used = CompiledArrows.Read(AssemblyOf(project)).Select(arrow => arrow.Namespace).ToHashSet();
        var unused = ReferencesOf(project)
            .Where(reference => !Copied.Contains((project, reference)))
            .Where(reference => !used.Any(name => name == $"Archivist.{reference}" || name.StartsWith($"Archivist.{reference}.", StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    [Fact]
    public void The_repository_references_only_packages_that_were_decided_on()
    {
        var project = Path.Combine(SourceFolder, "Archivist.Repository", "Archivist.Repository.csproj");
        Assert.Equal(RepositoryPackages, XDocument.Load(project).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value).Order());
    }

    [Fact]
    public void Transitive_project_references_stay_off() =>
        Assert.Contains(
            "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>",
            File.ReadAllText(Path.Combine(SourceFolder, "..", "Directory.Build.props")));

    [Fact]
    public void Arrows_between_folders_have_no_cycle()
    {
        var arrows = FolderArrows();
        var open = new Stack<string>();
        var done = new HashSet<string>();
        foreach (var folder in arrows.Keys)
            Visit(folder);

        void Visit(string folder)
        {
            if (done.Contains(folder))
                return;
            Assert.False(open.Contains(folder), $"a cycle of folders: {string.Join(" <- ", open.TakeWhile(name => name != folder).Prepend(folder).Append(folder))}");
            open.Push(folder);
            foreach (var used in arrows.GetValueOrDefault(folder) ?? [])
                Visit(used);
            open.Pop();
            done.Add(folder);
        }
    }

    /// <summary>A new arrow is a decision, and shows in the change. To accept: ARCHIVIST_ACCEPT_ARROWS=1 dotnet test --filter ArrowsTests.</summary>
    [Fact]
    public void Arrows_between_the_folders_of_a_project_are_those_of_the_table()
    {
        var found = FolderArrows()
            .Select(arrow => (arrow.Key, Value: arrow.Value.Where(used => ProjectOf(used) == ProjectOf(arrow.Key)).ToList()))
            .Where(arrow => arrow.Value.Count > 0)
            .Select(arrow => $"{arrow.Key}: {string.Join(' ', arrow.Value.Select(used => used[(ProjectOf(used).Length + 1)..]))}")
            .ToList();
        if (Environment.GetEnvironmentVariable("ARCHIVIST_ACCEPT_ARROWS") is "1")
            File.WriteAllLines(TablePath, found);
        Assert.Equal(File.ReadAllLines(TablePath), found);
    }

    /// <summary>From each folder, as <c>Project/Folder</c>, to those that its types name.</summary>
    private static SortedDictionary<string, SortedSet<string>> FolderArrows()
    {
        var arrows = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (type, used) in Allowed.Keys.SelectMany(project => CompiledArrows.Read(AssemblyOf(project))))
        {
            if (type.LastIndexOf('.') < 0 || FolderOf(type[..type.LastIndexOf('.')]) is not { } from || FolderOf(used) is not { } to || from == to)
                continue;
            if (!arrows.TryGetValue(from, out var targets))
                arrows[from] = targets = new SortedSet<string>(StringComparer.Ordinal);
            targets.Add(to);
        }

        return arrows;
    }

    /// <summary>Null for a namespace that is not of a project here.</summary>
    private static string? FolderOf(string name)
    {
        var project = Allowed.Keys.Where(project => name == $"Archivist.{project}" || name.StartsWith($"Archivist.{project}.", StringComparison.Ordinal)).MaxBy(project => project.Length);
        return project is null ? null : $"{project}/{name[$"Archivist.{project}".Length..].TrimStart('.').Replace('.', '/')}";
    }

    private static string ProjectOf(string folder) => folder[..folder.IndexOf('/')];

    private static string NameOf(string projectPath) => Path.GetFileNameWithoutExtension(projectPath)["Archivist.".Length..];

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Load(Path.Combine(SourceFolder, $"Archivist.{project}", $"Archivist.{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => NameOf(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>The assembly beside the tests: their own project references every room.</summary>
    private static string AssemblyOf(string project) =>
        Path.Combine(AppContext.BaseDirectory, project switch { "App" => "archivist.dll", "Recovery.Program" => "Archivist.Recovery.dll", _ => $"Archivist.{project}.dll" });
}
