using System.Text.RegularExpressions;
using Archivist.Operations.Inspecting;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Inspecting;

/// <summary>Whoever asks the doctor must hear of every program that some verb runs.</summary>
public sealed partial class MachineNeedTests
{
    [Fact]
    public void Every_package_that_the_code_names_when_a_program_is_missing_is_known()
    {
        var named = Directory.EnumerateFiles(Path.Combine(CheckedOut.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => PackageOfTool().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.Contains("qemu-utils", named);
        Assert.Empty(named.Except(MachineNeed.All.Select(need => need.Package)));
    }

    [GeneratedRegex(@"\bPackage = ""([^""]+)""")]
    private static partial Regex PackageOfTool();
}
