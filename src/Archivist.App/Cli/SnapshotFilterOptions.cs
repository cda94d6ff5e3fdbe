using System.CommandLine;
using Archivist.Capture.Selecting;
using Archivist.Operations.Archives;
using Archivist.Platform.Files;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli;

/// <summary>The flags <c>--host</c>, <c>--tag</c> and <c>--path</c> of every verb that takes several snapshots.</summary>
/// <param name="hostAliases">Short names for <c>--host</c>; <c>forget</c> has none, for its <c>-H</c> means hours.</param>
internal sealed class SnapshotFilterOptions(params string[] hostAliases)
{
    /// <summary>The description of an argument that names one snapshot.</summary>
    internal const string Reference = "Snapshot ID, ID prefix or 'latest'; with :PATH only that directory.";

    private readonly Option<string[]> _hosts = new("--host", hostAliases)
    {
        Description = "Only snapshots of this host (repeatable).",
        HelpName = "name",
    };

    private readonly Option<string[]> _tags = new("--tag")
    {
        Description = "Only snapshots with all of these tags (repeatable: any of the lists).",
        HelpName = "tag,tag",
    };

    private readonly Option<string[]> _paths = new("--path")
    {
        Description = "Only snapshots that contain this source path (repeatable: all of them).",
        HelpName = "path",
    };

    internal void AddTo(Command command)
    {
        command.Add(_hosts);
        command.Add(_tags);
        command.Add(_paths);
    }

    /// <summary>The snapshots that are named, or all that match the flags.</summary>
    internal SnapshotChoice ReadChoice(ParseResult parsed, IReadOnlyList<string>? named) => new() { Filter = Read(parsed), Named = named ?? [] };

    internal SnapshotFilter Read(ParseResult parsed) => new()
    {
        Hosts = parsed.GetValue(_hosts) ?? [],
        Tags = [.. (parsed.GetValue(_tags) ?? []).Select(SnapshotFilter.ParseTags)],
        // Sources are stored as absolute paths.
        Paths = [.. (parsed.GetValue(_paths) ?? []).Select(path => PathText.Shown(SourcePath.Absolute(path)))],
    };
}
