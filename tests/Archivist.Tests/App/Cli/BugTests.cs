using System.Text.Json;
using Archivist.App.Cli;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.TestKit;
using CommandLine = Archivist.App.CommandLine;

namespace Archivist.Tests.App.Cli;

/// <summary>An exception that no part expects ends the command line in order.</summary>
public sealed class BugTests : IDisposable
{
    private static readonly string[] Words = ["key", "add", "--repo", "rest:https://alice:hunter2@host/", "--json"];

    private readonly ScratchFolder _folder = new();
    private readonly StringWriter _results = new(), _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _results.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void A_bug_has_its_own_exit_code_and_one_line_that_names_the_file_with_the_details()
    {
        using var console = new Output(json: false, quiet: true, _results, _errors);

        Assert.Equal(70, CommandLine.Fail(console, Thrown(), Words, User(_folder.At("state")), isStopped: false));

        var file = Assert.Single(Directory.GetFiles(_folder.At("state", "archivist", "bugs")));
        var line = Assert.Single(_errors.ToString().Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains("this is a bug in archivist", line, StringComparison.Ordinal);
        Assert.Contains(file, line, StringComparison.Ordinal);
        Assert.Equal("", _results.ToString());
    }

    [Fact]
    public void Programs_get_a_record_with_the_file()
    {
        using var console = new Output(json: true, quiet: false, _results, _errors);

        Assert.Equal(70, CommandLine.Fail(console, Thrown(), Words, User(_folder.At("state")), isStopped: false));

        using var record = JsonDocument.Parse(_results.ToString());
        Assert.Equal("error", record.RootElement.GetProperty("type").GetString());
        Assert.Equal("Bug", record.RootElement.GetProperty("failure").GetString());
        Assert.Equal(70, record.RootElement.GetProperty("exit_code").GetInt32());
        Assert.True(File.Exists(record.RootElement.GetProperty("details").GetString()));
    }

    [Fact]
    public void The_details_have_the_stack_the_version_and_the_verb_but_no_values()
    {
        using var console = new Output(json: false, quiet: true, _results, _errors);

        CommandLine.Fail(console, Thrown(), Words, User(_folder.At("state")), isStopped: false);

        var file = Assert.Single(Directory.GetFiles(_folder.At("state", "archivist", "bugs")));
        var details = File.ReadAllText(file);
        Assert.Contains("InvalidOperationException: nothing expects this", details, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), details, StringComparison.Ordinal);
        Assert.Contains(Archivist.Platform.Product.Version, details, StringComparison.Ordinal);
        Assert.Contains("verb: key add\n", details, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", details, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Where_the_state_directory_takes_no_file_the_next_one_is_tried_and_without_any_the_line_has_to_do()
    {
        var file = _folder.Write("file", "");
        var cause = Thrown();

        var second = BugReport.Write(Failures.BugOf(cause), cause, null, [Path.Combine(file, "bugs"), _folder.At("temporary")], TimeProvider.System);
        var none = BugReport.Write(Failures.BugOf(cause), cause, null, [Path.Combine(file, "bugs")], TimeProvider.System);

        Assert.Equal(_folder.At("temporary"), Path.GetDirectoryName(second.Details));
        Assert.Null(none.Details);
    }

    [Fact]
    public void A_failure_that_is_expected_leaves_no_file()
    {
        using var console = new Output(json: true, quiet: false, _results, _errors);

        Assert.Equal(1, CommandLine.Fail(console, new IOException("the disk is gone"), Words, User(_folder.At("state")), isStopped: false));

        Assert.False(Directory.Exists(_folder.At("state")));
        Assert.DoesNotContain("details", _results.ToString(), StringComparison.Ordinal);
    }

    private static SettingsEnvironment User(string state) => new(new Dictionary<string, string> { ["XDG_STATE_HOME"] = state }, "/nonexistent", "/nonexistent");

    private static Exception Thrown()
    {
        try
        {
            throw new InvalidOperationException("nothing expects this");
        }
        catch (InvalidOperationException cause)
        {
            return cause;
        }
    }
}
