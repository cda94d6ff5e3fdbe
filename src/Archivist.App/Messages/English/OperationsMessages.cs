using Archivist.Messages.English;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages.English;

/// <summary>English for the problems of operations.</summary>
internal static class OperationsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        SettingAddressRefused(var setting, var address) => Of(setting, EnglishMessages.Instance.Of(address)),
        _ => null,
    };

    private static Message Of(string setting, Message address) => address with { Sentence = $"{setting} is refused: {address.Sentence}" };
}
