using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Archivist.App;
using Archivist.App.Cli;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.App.Cli;

/// <summary>docs/cli.md is read by people and programs; it must not fall behind the code.</summary>
public sealed class CommandLinePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(CheckedOut.Root, "docs", "cli.md"));

    [Fact]
    public void Every_verb_has_a_row_and_an_example()
    {
        var verbs = Verbs(CommandLine.Build(), "").ToList();

        Assert.True(verbs.Count > 10);
        Assert.All(verbs, verb =>
        {
            Assert.Contains($"| `{verb.Name}", Page, StringComparison.Ordinal);
            Assert.Contains($"\narchivist {verb.Name}", Page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void One_verb_by_itself_is_the_same_as_among_all()
    {
        Assert.All(CommandLine.Build().Subcommands, verb =>
        {
            var alone = Assert.Single(CommandLine.Build(verb.Name).Subcommands);
            Assert.Equal(verb.Name, alone.Name);
            Assert.Equal(verb.Options.Select(option => option.Name), alone.Options.Select(option => option.Name));
        });
        Assert.Equal(CommandLine.Build().Subcommands.Count, CommandLine.Build("--repo").Subcommands.Count);
    }

    [Fact]
    public void Every_flag_is_named()
    {
        var root = CommandLine.Build();
        var flags = Verbs(root, "").SelectMany(verb => verb.Command.Options).Concat(CommonOptions.All).SelectMany(option => option.Aliases.Prepend(option.Name));

        Assert.All(flags, flag => Assert.Matches($"`{flag}[` ]", Page));
    }

    /// <summary>Help is read in a terminal of 80 columns by somebody in a hurry: one short phrase each that stands by itself.</summary>
    [Fact]
    public void Every_flag_and_argument_is_explained_in_one_short_phrase()
    {
        var verbs = Verbs(CommandLine.Build(), "").Select(verb => verb.Command).ToList();
        var symbols = verbs.SelectMany(verb => verb.Options.Cast<Symbol>().Concat(verb.Arguments)).Concat(CommonOptions.All).Distinct().ToList();

        Assert.True(symbols.Count > 100);
        Assert.All(symbols, symbol =>
        {
            Assert.InRange(symbol.Description?.Length ?? 0, 5, 80);
            Assert.Matches("^[A-Z0-9]", symbol.Description);
            Assert.DoesNotMatch(@"\b([Oo]therwise|the same|anew|such patterns|unless given|so many|so much|for ever|whoever)\b|[Ff]older", symbol.Description);
        });
        Assert.All(verbs, verb => Assert.InRange(verb.Description!.Length, 5, 120));
    }

    [Fact]
    public void Every_exit_code_is_in_the_table() =>
        Assert.All(Enum.GetValues<Failure>(), failure => Assert.Contains($"\n| {(int)failure} | ", Page, StringComparison.Ordinal));

    [Fact]
    public void Every_field_of_every_json_line_is_named()
    {
        var records = typeof(ErrorRecord).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ErrorRecord).Namespace && type.GetProperty("Type") is not null)
            .Select(type => CliJson.Default.GetTypeInfo(type)).OfType<JsonTypeInfo>().ToList();

        Assert.True(records.Count > 10);
        Assert.All(records.SelectMany(record => record.Properties), field => Assert.Matches($"`{field.Name}[`]", Page));
    }

    private static IEnumerable<(string Name, Command Command)> Verbs(Command command, string path) =>
        command.Subcommands.Count == 0
            ? [(path, command)]
            : command.Subcommands.SelectMany(child => Verbs(child, path.Length == 0 ? child.Name : $"{path} {child.Name}"));
}
