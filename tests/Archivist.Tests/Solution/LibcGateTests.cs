using System.Text.RegularExpressions;

namespace Archivist.Tests.Solution;

/// <summary>The C library is declared in one place: <c>Libc</c> of <c>Archivist.Platform/Kernel</c>.</summary>
public sealed partial class LibcGateTests
{
    private static readonly string Source = Path.Combine(TestKit.CheckedOut.Root, "src");

    private static readonly string House = Path.Combine("Archivist.Platform", "Kernel") + Path.DirectorySeparatorChar;

    [Fact]
    public void Only_the_kernel_of_the_platform_declares_calls_of_the_C_library()
    {
        var found = Files().Where(file => !file.Name.StartsWith(House, StringComparison.Ordinal) && LibcImport().IsMatch(file.Text)).Select(file => file.Name);
        Assert.Empty(found);
    }

    /// <summary>Overloads for other arguments stand side by side; two files with one entry point would be two houses again.</summary>
    [Fact]
    public void Each_call_is_declared_in_one_file()
    {
        var declared =
            from file in Files()
            where file.Name.StartsWith(House, StringComparison.Ordinal)
            from call in EntryPoint().Matches(file.Text).Select(match => match.Groups[1].Value).Distinct()
            group file.Name by call;
        var calls = declared.ToList();

        Assert.Contains(calls, call => call.Key == "openat");
        Assert.Empty(calls.Where(call => call.Count() > 1).Select(call => $"{call.Key}: {string.Join(", ", call)}"));
    }

    private static IEnumerable<(string Name, string Text)> Files() =>
        from path in Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Source, path)
        where name.Split(Path.DirectorySeparatorChar)[1] is not ("bin" or "obj")
        select (name, File.ReadAllText(path));

    [GeneratedRegex("(Import\\(|Library = )\"libc(\\.so[.0-9]*)?\"")]
    private static partial Regex LibcImport();

    [GeneratedRegex("EntryPoint = \"(\\w+)\"")]
    private static partial Regex EntryPoint();
}
