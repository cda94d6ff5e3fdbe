using System.Text.Json;
using Archivist.App.Messages;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Configuration.Toml;

/// <summary>toml-test: what others agreed that TOML means.</summary>
public sealed class TomlVectorTests
{
    [Fact]
    public void Every_valid_document_of_toml_test_means_what_its_tagged_json_says()
    {
        var differences = new List<string>();
        var files = Documents("valid");
        foreach (var file in files)
        {
            try
            {
                var actual = TomlReader.Read(File.ReadAllBytes(file), "t.toml");
                using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
                TaggedJson.AssertEqual(expected.RootElement, actual);
            }
            catch (Exception difference) when (difference is ArchivistException or Xunit.Sdk.XunitException)
            {
                differences.Add($"{file}: {difference.Message}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.NotEmpty(files);
    }

    [Fact]
    public void Every_invalid_document_of_toml_test_is_refused_with_its_place_and_a_cause()
    {
        var accepted = new List<string>();
        var unexplained = new List<string>();
        var files = Documents("invalid");
        foreach (var file in files)
        {
            try
            {
                TomlReader.Read(File.ReadAllBytes(file), "t.toml");
                accepted.Add(file);
            }
            catch (ArchivistException refusal)
            {
                var mistake = Assert.IsType<NotToml>(refusal.Problem);
                Assert.StartsWith($"t.toml:{mistake.Line}:{mistake.Column}: ", CommandLineMessages.Instance.Of(mistake).Sentence, StringComparison.Ordinal);
                Assert.InRange(mistake.Line, 1, File.ReadAllBytes(file).Count(b => b == '\n') + 1);
                if (mistake.Fault is TomlFault.Syntax(TomlMistake.Unexplained))
                    unexplained.Add(file);
            }
        }

        Assert.True(accepted.Count == 0, string.Join('\n', accepted));
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
        Assert.NotEmpty(files);
    }

    private static string[] Documents(string verdict) => Directory.GetFiles(
        Path.Combine(Vectors.FolderOrSkip("toml"), verdict), "*.toml", SearchOption.AllDirectories);
}
