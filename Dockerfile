# Builds and runs the console. `./test` executes these steps in a scratch folder where no container engine exists
# (tests/support/dockerfile-steps), so keep to the instructions it knows and to relative paths in RUN.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig appsettings.json ./
COPY src ./src
COPY wwwroot ./wwwroot
RUN dotnet restore src/PaletteAI.Console -r linux-x64 --locked-mode
RUN dotnet publish src/PaletteAI.Console -c Release -r linux-x64 --no-restore -o ../app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
ENV Console__Url=https://0.0.0.0:5080
ENV Console__DataDirectory=/data
# Bytes, hexadecimal: 16 MiB of new objects before the first collection, whatever the size of the processor's caches.
ENV DOTNET_GCgen0size=1000000
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["./palette-console", "serve"]
