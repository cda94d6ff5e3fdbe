using Archivist.Drills;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of settings, schedules and templates.</summary>
internal static class SettingsMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        SettingRefused(var place, SettingFault.AddressRefused(var reason)) => CommandLineMessages.Instance.Of(reason) is var message
            ? message with { Sentence = $"{Of(place)} is refused: {message.Sentence}" } : null,
        SettingRefused(var place, SettingFault.UnknownKey { Step: { } step } fault) => new Message($"{Of(place)} in a {step} is not a known key", HintFor(place, fault)),
        SettingRefused(var place, var fault) => new Message($"{Of(place)} {Of(place, fault)}", HintFor(place, fault)),
        SettingRenamed(var place, var now) => new Message($"{Of(place)} is now called {now}", $"Write {now} instead."),
        SettingNamedTwice(var place, var now) => new Message($"{Of(place)} is the old name of {now}, and both are set", $"Merge them into {now} and remove {place.Key}."),
        NotToml(var file, var line, var column, var fault) => new Message($"{file}:{line}:{column}: {TomlWords.Of(fault)}", $"Correct line {line} of {file}; strings need quotes."),
        TableNumberInvalid(var variable, var table, var number, var next) => new Message(
            $"environment variable {variable}: there is no [[{table}]] number '{number}'", $"Count from 0; the next one would be {next}."),
        VariableNamesNoSetting(var variable, var prefix) => new Message(
            $"environment variable {variable}: does not name a setting", $"Write {prefix}SECTION__KEY, for example {prefix}POLICY__COPIES, or unset {variable}."),
        SettingsFileUnreadable(var path, var cause) => new Message($"{path}: cannot be read: {CommandLineMessages.Instance.Of(cause)}", "Check the path and who may read it."),
        SettingsPlaceNotInspectable(_, var cause) => new Message($"configuration: {CommandLineMessages.Instance.Of(cause)}", "Make that place readable."),
        NoSettings(var name, var places) => new Message($"no configuration: none of {string.Join(", ", places)} exists", $"Write {name} in one of these places."),
        NamedSettingsMissing(var path, var origin) => new Message($"{path}: no such file ({Of(origin)})", $"Correct {Of(origin)}, or write the file."),
        LibraryFileNotFound p => new Message(
            $"there is no {(p.Kind is LibraryKind.Schedule ? "schedule" : "disc template")} of that name in {string.Join(" or ", p.Directories)}",
            p.Nearest is { } nearest ? $"Did you mean '{nearest}'?"
                : p.Known.Count > 0 ? $"Choose one of: {string.Join(", ", p.Known)}."
                : $"Write {Path.Combine(p.Directories[0], "NAME.toml")} first."),
        _ => null,
    };

    private static string Of(SettingPlace place) => place switch
    {
        { Variable: { } variable } => $"environment variable {variable}: {place.Key}",
        { Line: { } line } => $"{place.File}:{line}:{place.Column}: {place.Key}",
        _ => $"{place.File}: {place.Key}",
    };

    private static string Of(SettingsOrigin origin) => origin is SettingsOrigin.Request ? "--config" : "ARCHIVIST_CONFIG";

    private static string Of(SettingPlace place, SettingFault fault) => fault switch
    {
        SettingFault.Missing or SettingFault.TableMissing => "is missing",
        SettingFault.UnknownKey => "is not a known key",
        SettingFault.Empty => "is empty",
        SettingFault.WrongType(var found, var expected) => $"is {TomlWords.Of(found)}, expected {Of(place, expected)}",
        SettingFault.EmptyItem => "has an empty string in its list",
        SettingFault.WrongItem(var found) => $"has {TomlWords.Of(found)} in its list",
        SettingFault.NotAnArray(var reason) => $"is not a TOML array: {TomlWords.Of(reason)}",
        SettingFault.NotAnInteger => "is not a whole number",
        SettingFault.OutOfRange(var value, _, _) => $"{value} is out of range",
        SettingFault.NotABoolean => "is neither true nor false",
        SettingFault.UnknownWord or SettingFault.NoReplicas => "is not one of the accepted values",
        SettingFault.NotAName => "is not a name",
        SettingFault.NameRepeated(var name) => $"'{name}' is used twice",
        SettingFault.NameDiffers => "differs from the name of the file",
        SettingFault.NoSources => "names no directory",
        SettingFault.NotABlockSource(var address) => $"has '{address}', which is not the address of an export",
        SettingFault.RepositoryNotLocal => "is not a local directory",
        SettingFault.NotASecretReference(var reason) => Of(reason),
        SettingFault.NotASize => "is not a size",
        SettingFault.NotAPrice => "is not a price",
        SettingFault.NotAnAmount => "is not an amount of money from 0 to 1000000",
        SettingFault.NotACurrency => "is not a currency",
        SettingFault.NotADay => "is not a day",
        SettingFault.PolicyContradictory(_, var wanted, var copies) => $"asks for {wanted} of only {copies} copies",
        SettingFault.ReplicaIsDisc => "is a disc, which cannot be a replica",
        SettingFault.UrlAndShares => "cannot be combined with shares",
        SettingFault.NotAShare => "is none of the shares of its replica",
        SettingFault.UrlHasCredentials => "carries credentials",
        SettingFault.NotForThisAddress(var kinds) => $"is only for replicas at {string.Join(" or ", kinds)}",
        SettingFault.PartnerMissing(var other) => $"needs {other} beside it",
        SettingFault.NotAVolumeLabel => "is not a volume label",
        SettingFault.NotAWebAddress => "is not the address of a web server",
        SettingFault.NotEncrypted => "is neither encrypted nor on this machine",
        SettingFault.NotAMailAddress => "is not the address of a mailbox",
        SettingFault.ProgramMissing => "names no program",
        SettingFault.NotAWitnessKey => "is not the verifier key of a witness",
        SettingFault.WitnessRepeated(var name) => $"is that of {name}, which is listed already",
        SettingFault.KeyInsideLedger => "lies inside ledger.folder",
        SettingFault.CronFieldCount(var fields) => $"has {fields} fields instead of 6 or 7",
        SettingFault.CronDays => "needs a ? in exactly one of day of month and day of week",
        SettingFault.CronField(var unit) => $"has an invalid {Of(unit)}",
        SettingFault.UnknownTimeZone => "is not a known time zone",
        SettingFault.NoSteps => "is missing: the schedule does nothing",
        SettingFault.UnknownMedium => "names a medium that is not known",
        SettingFault.DrillKeyMissing(var kind) => $"is {kind.Word}, and [drill] gives no such key",
        SettingFault.MediaWithoutSet => "is for sets",
        SettingFault.CapacityInvalid => "is not a whole number of sectors, in bytes",
        SettingFault.Iso9660Missing => "does not include iso9660, which booting requires",
        SettingFault.AlignmentInvalid => "is not the size of an error correction block in sectors",
        SettingFault.NotADiscDirectory => "is not a valid directory name on a disc",
        SettingFault.NotAFileName => "is not a valid file name",
        SettingFault.PageMissing => "names a file that does not exist",
        SettingFault.UnknownPlaceholder(var name) => $"has the unknown placeholder {{{{{name}}}}}",
        SettingFault.NotAPlaceholder => "has \"{{\" that begins no placeholder",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string HintFor(SettingPlace place, SettingFault fault) => fault switch
    {
        SettingFault.Missing(var section, var key) => $"Add {key} = … to {section ?? "the top of the file"}.",
        SettingFault.TableMissing(var section, var keys) => $"Add {section} with {string.Join(", ", keys.SkipLast(1))} and {keys[^1]}.",
        SettingFault.UnknownKey(var known, var nearest, _) => nearest is null ? $"Remove it; known keys: {string.Join(", ", known)}." : $"Did you mean '{nearest}'?",
        SettingFault.Empty(var isVariable) => isVariable ? "Give it a value or unset it." : "Give it a value or remove the key.",
        SettingFault.WrongType(_, var expected) => $"Write {place.Key} as {Of(place, expected)}.",
        SettingFault.EmptyItem => "Remove it.",
        SettingFault.WrongItem => "Write every item as a string in quotes.",
        SettingFault.NotAnArray => "Write it as [\"one\", \"two\"].",
        SettingFault.NotAnInteger(var least, var most) => $"Give a whole number from {least} to {most}.",
        SettingFault.OutOfRange(_, var least, var most) => $"Give a whole number from {least} to {most}.",
        SettingFault.NotABoolean => "Write true or false.",
        SettingFault.UnknownWord(var known, var nearest) => nearest is null ? $"Write one of {string.Join(", ", known)}." : $"Did you mean \"{nearest}\"?",
        SettingFault.NoReplicas => "Add the replica to archivist.toml first.",
        SettingFault.NotAName => "Use at most 63 letters, digits, dots, hyphens and underscores; start with a letter or digit.",
        SettingFault.NameRepeated => "Give each a name of its own.",
        SettingFault.NameDiffers(var expected) => $"Write name = \"{expected}\".",
        SettingFault.NoSources => "List at least one directory, such as sources = [\"/home\"].",
        SettingFault.NotABlockSource => "Write nbd://HOST:PORT/NAME or nbd+unix:///NAME?socket=PATH.",
        SettingFault.RepositoryNotLocal => "Name a local directory here and put remote copies under [[replica]].",
        SettingFault.NotASecretReference => "Write file:PATH, env:NAME, cmd:PROGRAM, fd:NUMBER, systemd:NAME or keyring:NAME; never the password.",
        SettingFault.NotAPrice => "Write it as \"0.09\", in one currency for all replicas.",
        SettingFault.NotAnAmount => "Write it as \"6.95\", with a point and without a currency.",
        SettingFault.NotACurrency => "Write it as \"EUR\" or \"USD\".",
        SettingFault.NotADay => "Write it as \"2026-11-30\".",
        SettingFault.NotASize => "Write it as \"500M\" or \"2G\".",
        SettingFault.PolicyContradictory(var rule, _, _) => $"Lower policy.{rule} or raise policy.copies.",
        SettingFault.UrlAndShares => "Remove url, or remove shares.",
        SettingFault.NotAShare => "Write it as it stands in shares.",
        SettingFault.ReplicaIsDisc => "Write a directory, or an address such as rest:https://HOST/PATH.",
        SettingFault.UrlHasCredentials => "Take user and password out of the URL; write user = and password = instead, the latter as a reference such as file:PATH.",
        SettingFault.NotForThisAddress => "Remove it, or correct url.",
        SettingFault.PartnerMissing("password") => "Add password = \"file:PATH\" or another reference to the secret.",
        SettingFault.PartnerMissing("user") => "Add user =, the user or access key that the password belongs to.",
        SettingFault.PartnerMissing(var other) => $"Add {other}, or leave this key out.",
        SettingFault.NotAVolumeLabel => "Use at most 32 of A-Z, 0-9 and _.",
        SettingFault.NotAWebAddress => "Write http:// or https://, host and port: https://peer.example:8000/.",
        SettingFault.NotEncrypted => "Write https:// in an address, and starttls or tls for mail.",
        SettingFault.NotAMailAddress => "Write it as alice@example.net, without a name.",
        SettingFault.ProgramMissing => "Write command = [\"/usr/local/bin/notify\", \"argument\"].",
        SettingFault.NotAWitnessKey => "Write it as NAME+ID+KEY, as the operator of the witness published it.",
        SettingFault.WitnessRepeated => "List each witness once.",
        SettingFault.KeyInsideLedger => "Keep the key elsewhere: the ledger's folder is copied to discs and replicas.",
        SettingFault.CronFieldCount or SettingFault.CronDays or SettingFault.CronField => "Write second minute hour day-of-month month day-of-week, such as \"0 0 3 ? * SUN\".",
        SettingFault.UnknownTimeZone => "Write UTC or a place such as Europe/Paris; on Debian, install tzdata.",
        SettingFault.NoSteps => "Add [[step]] with do = \"snapshot\".",
        SettingFault.UnknownMedium(var known) => $"Write {string.Join(", ", known)}, usb:SIZE or a size such as 40MB.",
        SettingFault.DrillKeyMissing(DrillKeyKind.Passphrase) => "Add passphrase = \"file:PATH\" or another reference to [drill].",
        SettingFault.DrillKeyMissing(DrillKeyKind.Stick) => "Add identity = \"FILE\", an identity file, to [drill].",
        SettingFault.DrillKeyMissing => "Add shares = [\"file:PATH\", …] to [drill].",
        SettingFault.MediaWithoutSet => "Write set = \"full\" or set = \"delta\" as well.",
        SettingFault.CapacityInvalid => "Give a multiple of 2048, such as 4_700_372_992.",
        SettingFault.Iso9660Missing => "Add \"iso9660\".",
        SettingFault.AlignmentInvalid => "Give 16 (DVD), 32 (BD) or 1.",
        SettingFault.NotADiscDirectory => "Use at most 31 of a-z, 0-9 and the hyphen.",
        SettingFault.NotAFileName => "Name a file that lies beside the template.",
        SettingFault.PageMissing(var path) => $"Write {path}, or correct the name.",
        SettingFault.UnknownPlaceholder or SettingFault.NotAPlaceholder => "Use {{disk}} and {{date}} only.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(SettingPlace place, SettingType type) => type switch
    {
        SettingType.Text => "a string in quotes",
        SettingType.Texts => "an array of strings",
        SettingType.Integer => "a whole number",
        SettingType.Boolean => "true or false",
        SettingType.Table => $"a table: [{place.Key}]",
        _ => $"an array of tables: [[{place.Key}]]",
    };

    private static string Of(SecretReferenceFault fault) => fault switch
    {
        SecretReferenceFault.Empty => "names nothing after the colon",
        SecretReferenceFault.VariableInvalid => "is not the name of an environment variable",
        SecretReferenceFault.QuoteOpen => "has a quote that is not closed",
        SecretReferenceFault.DescriptorInvalid => "is not a file descriptor from 0 to 1023",
        SecretReferenceFault.CredentialInvalid => "is not the name of a systemd credential",
        SecretReferenceFault.KeyInvalid => "is not the name of a key in the user keyring of the kernel",
        _ => "is not a reference to a secret",
    };

    private static string Of(CronUnit unit) => unit switch
    {
        CronUnit.Second => "second",
        CronUnit.Minute => "minute",
        CronUnit.Hour => "hour",
        CronUnit.DayOfMonth => "day of month",
        CronUnit.Month => "month",
        CronUnit.DayOfWeek => "day of week",
        _ => "year",
    };
}
