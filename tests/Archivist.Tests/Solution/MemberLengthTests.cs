namespace Archivist.Tests.Solution;

public sealed class MemberLengthTests
{
    private const int Longest = 80;

    private static readonly string Source = Path.Combine(TestKit.CheckedOut.Root, "src");

    [Fact]
    public void No_method_is_too_long()
    {
        var found = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Source, path).Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any())
            .SelectMany(path => MemberLengths.Measure(File.ReadAllText(path)).Where(member => member.Lines > Longest)
                .Select(member => $"{Path.GetRelativePath(Source, path)}: {member.Lines} lines: {member.Header.Split('\n')[0]}"));
        Assert.Empty(found);
    }

    [Fact]
    public void Members_are_measured_from_their_signature_to_their_end()
    {
        const string text = """"
            namespace A.B;

            /// <summary>{ no brace }</summary>
            internal sealed class C(int x) : D
            {
                private static readonly int[] Table =
                [
                    1,
                ];

                internal string Name { get; init; } = "}";

                internal string Short => $"{(x > 0 ? "{" : "//")}{{";

                private int Two(
                    int y)
                {
                    if (y > 0) { return '{'; }
                    return @"a""{".Length + """{ """.Length;
                }

                private object Switch(int y) => y switch
                {
                    1 => new { },
                    _ => "",
                };

                private struct Inner
                {
                    internal void M() { }
                }
            }
            """";

        var found = MemberLengths.Measure(text.ReplaceLineEndings("\n"));

        Assert.Equal([("Name", 1), ("Short", 1), ("Two", 6), ("Switch", 5), ("M", 1)], found.Where(member => member.Header.Contains(' ')).Select(member => (Name(member.Header), member.Lines)));
    }

    private static string Name(string header) => header.Split("=>")[0].Split('(')[0].Trim().Split(' ')[^1];
}
