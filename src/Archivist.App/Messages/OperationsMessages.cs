using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of operations.</summary>
internal static class OperationsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        TargetNotEmpty(var path) => new Message($"{path}: the file exists already, and something is in it", "Choose another file, or allow to overwrite this one."),
        NoSources(null, _) => new Message("no sources are named", "Name files or directories, or write them into archivist.toml."),
        NoSources(var path, var cause) => new Message($"no sources are left: {path}{(cause is null ? "" : $": {CommandLineMessages.Instance.Of(cause)}")}", "Name files or directories, or write them into archivist.toml."),
        SettingAddressRefused(var setting, var address) => Of(setting, CommandLineMessages.Instance.Of(address)),
        SettingRenamed(var place, var old, var now) => new Message($"{place}: {old} is now called {now}", $"Write {now} instead."),
        SettingNamedTwice(var place, var old, var now) => new Message($"{place}: {old} is the old name of {now}, and both are set", $"Merge them into {now} and remove {old}."),
        _ => null,
    };

    private static Message Of(string setting, Message address) => address with { Sentence = $"{setting} is refused: {address.Sentence}" };
}
