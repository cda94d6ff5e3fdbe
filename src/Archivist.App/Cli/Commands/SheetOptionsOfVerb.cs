using System.CommandLine;
using Archivist.Operations.Keys.Sharing;

namespace Archivist.App.Cli.Commands;

/// <summary>What sheets for a key say.</summary>
internal static class SheetOptionsOfVerb
{
    internal static readonly Option<string[]> Contacts = new("--call") { Description = "Whom to call: name and number (repeatable, in this order).", HelpName = "contact", AllowMultipleArgumentsPerToken = false };
    internal static readonly Option<string[]> Places = new("--discs") { Description = "Where discs or copies are, besides what the catalogue knows (repeatable).", HelpName = "place", AllowMultipleArgumentsPerToken = false };

    internal static SheetOptions Of(ParseResult parsed, string folder) => new(folder, parsed.GetValue(Contacts)!, parsed.GetValue(Places)!, parsed.GetValue(ForceOption.Force));
}
