using System.Xml.Linq;

namespace Archivist.Tests.Solution;

/// <summary>Holds the direction of the references that docs/architecture.md draws.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Archivist.Platform"] = [],
        ["Archivist.Repository"] = ["Archivist.Platform"],
        ["Archivist.Capture"] = ["Archivist.Platform", "Archivist.Repository"],
        ["Archivist.Replicas"] = ["Archivist.Platform", "Archivist.Repository"],
        ["Archivist.Media"] = ["Archivist.Platform", "Archivist.Repository"],
        ["Archivist.Recovery"] = ["Archivist.Platform", "Archivist.Repository", "Archivist.Capture", "Archivist.Replicas", "Archivist.Media"],
        ["Archivist.Drills"] =
            ["Archivist.Platform", "Archivist.Repository", "Archivist.Capture", "Archivist.Replicas", "Archivist.Media", "Archivist.Recovery"],
        ["Archivist.Reports"] =
            ["Archivist.Platform", "Archivist.Repository", "Archivist.Capture", "Archivist.Replicas", "Archivist.Media", "Archivist.Recovery"],
        ["Archivist.App"] =
        [
            "Archivist.Platform", "Archivist.Repository", "Archivist.Capture", "Archivist.Replicas", "Archivist.Media",
            "Archivist.Recovery", "Archivist.Drills", "Archivist.Reports",
        ],
    };

    public static TheoryData<string> Projects =>
        new(Directory.GetFiles(SourceFolder(), "*.csproj", SearchOption.AllDirectories).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.ContainsKey(name), $"{name} is not in the architecture.");

        var references = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void The_repository_references_only_the_stand_ins_of_native_libraries()
    {
        var project = Path.Combine(SourceFolder(), "Archivist.Repository", "Archivist.Repository.csproj");
        var packages = XDocument.Load(project).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);
        Assert.Equal(["BouncyCastle.Cryptography", "ZstdSharp.Port"], packages);
    }

    [Fact]
    public void Transitive_project_references_stay_off() =>
        Assert.Contains(
            "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>",
            File.ReadAllText(Path.Combine(SourceFolder(), "..", "Directory.Build.props")));

    private static string SourceFolder() => Path.Combine(TestKit.CheckedOut.Root, "src");
}
