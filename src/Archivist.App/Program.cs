using Archivist.App.Cli;

return await CommandLine.RunAsync(args);
