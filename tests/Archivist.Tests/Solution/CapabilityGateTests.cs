using System.Text.RegularExpressions;

namespace Archivist.Tests.Solution;

/// <summary>What a store can do is asked of it with <c>Find</c>, which sees through wrappers; a cast sees only the outermost one.</summary>
public sealed partial class CapabilityGateTests
{
    [Fact]
    public void No_code_outside_of_replicas_casts_a_store_to_its_class()
    {
        var source = Path.Combine(TestKit.CheckedOut.Root, "src");
        var found =
            from path in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(source, path)
            let parts = name.Split(Path.DirectorySeparatorChar)
            where parts[0] is not "Archivist.Replicas" && parts[1] is not ("bin" or "obj")
            from line in File.ReadLines(path)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Downcast().IsMatch(line)
            select $"{name}: {line.Trim()}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("if (store is FolderStore folder)", true)]
    [InlineData("if (store is not FolderStore)", true)]
    [InlineData("(store as RestStore)?.Close()", true)]
    [InlineData("var folder = (FolderStore)store;", true)]
    [InlineData("case UnionStore union:", true)]
    [InlineData("FolderStore store => store.Location,", true)]
    [InlineData("var store = new FolderStore(path);", false)]
    [InlineData("Task RunAsync(FolderStore store)", false)]
    [InlineData("(FolderStore Store, Digest Repository) found", false)]
    [InlineData("source as IObjectStore", false)]
    public void The_gate_knows_a_cast_from_a_use(string line, bool isCast) => Assert.Equal(isCast, Downcast().IsMatch(line));

    [GeneratedRegex(@"\b(is|as|is not|case) (?!I[A-Z])[A-Z]\w*Store\b|\((?!I[A-Z])[A-Z]\w*Store\)\s*\w|^\s*(?!I[A-Z])[A-Z]\w*Store \w+ =>")]
    private static partial Regex Downcast();
}
