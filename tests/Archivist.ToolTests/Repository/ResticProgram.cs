using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Repository;

/// <summary>
/// Every restic that can be had: the installed one, and newer ones that <c>tests/needs.sh</c> fetches and names in
/// <c>ARCHIVIST_RESTIC_PEERS</c>. One that is missing is a skipped test with the reason, never a passed one.
/// </summary>
public static class ResticProgram
{
    internal const string Installed = "restic";

    private const string MissingMark = "missing: ";

    /// <summary>A program each, or why one is missing.</summary>
    internal static IEnumerable<string> All
    {
        get
        {
            yield return Installed;
            var peers = Environment.GetEnvironmentVariable("ARCHIVIST_RESTIC_PEERS");
            if (peers is null)
            {
                yield return MissingMark + "ARCHIVIST_RESTIC_PEERS names no newer restic; prepare_newer_peers of tests/needs.sh sets it";
                yield break;
            }

            foreach (var program in peers.Split(':', StringSplitOptions.RemoveEmptyEntries))
                yield return program;
            foreach (var reason in (Environment.GetEnvironmentVariable("ARCHIVIST_RESTIC_PEERS_MISSING") ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries))
                yield return MissingMark + reason;
        }
    }

    /// <summary>The same as the data of a test.</summary>
    public static TheoryData<string> Each => [.. All];

    /// <summary>Each with format versions 1 and 2.</summary>
    public static TheoryData<string, int> BothFormats
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var program in All)
            {
                data.Add(program, 1);
                data.Add(program, 2);
            }

            return data;
        }
    }

    /// <summary>Skips the running test, with the reason, when that restic is missing.</summary>
    internal static void Require(string program)
    {
        Assert.SkipWhen(program.StartsWith(MissingMark, StringComparison.Ordinal), program);
        if (Path.IsPathRooted(program))
            Assert.SkipUnless(File.Exists(program), $"{program} is not there; prepare_newer_peers of tests/needs.sh fetches it");
        else
            Tool.Require(program, "restic");
    }

    /// <summary>Its version, such as 0.18.</summary>
    internal static async Task<Version> VersionAsync(string program)
    {
        var (status, output) = await Tool.RunAsync(program, ["version"]);
        Assert.True(status == 0, output);
        return Version.Parse(output.Split(' ')[1]);
    }
}
